import os
import unittest

from flask import Flask, session
from redis import Redis

from app.auth.sessions import register_sessions, sign_in, sign_out

redis = Redis.from_url(os.environ["REDIS_URL"])
app = Flask(__name__)
register_sessions(app, redis)


@app.post("/sign-in")
def begin() -> str:
    sign_in(app, "ada")
    return ""


@app.post("/sign-out")
def end() -> str:
    sign_out()
    return ""


@app.get("/me")
def me() -> str:
    return session.get("user_id", "nobody")


class SessionTest(unittest.TestCase):
    @classmethod
    def tearDownClass(cls) -> None:
        redis.close()

    def test_a_session_begins_with_a_new_id_and_ends(self) -> None:
        client = app.test_client()
        at = {"base_url": "https://shop"}
        cookie = client.post("/sign-in", **at).headers["Set-Cookie"]
        for part in ("__Host-session=", "HttpOnly", "Secure", "SameSite=Lax", "Path=/"):
            self.assertIn(part, cookie)
        self.assertEqual(client.get("/me", **at).text, "ada")
        again = client.post("/sign-in", **at).headers["Set-Cookie"]
        self.assertNotEqual(again.split(";")[0], cookie.split(";")[0])
        client.post("/sign-out", **at)
        self.assertEqual(client.get("/me", **at).text, "nobody")
