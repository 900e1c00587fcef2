import os
import unittest

import httpx
from fastapi import FastAPI, Request, Response
from redis.asyncio import Redis

from app.auth.sessions import Sessions
from app.error_handlers import register_error_handlers


class SessionTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.redis = Redis.from_url(os.environ["REDIS_URL"])
        await self.redis.flushdb()
        sessions = Sessions(self.redis)
        app = FastAPI()
        register_error_handlers(app)

        @app.post("/sign-in", status_code=204)
        async def sign_in(response: Response) -> None:
            await sessions.start(response, "ada")

        @app.post("/sign-out", status_code=204)
        async def sign_out(request: Request, response: Response) -> None:
            await sessions.end(request, response)

        @app.get("/me")
        async def me(request: Request) -> str:
            return await sessions.user_id(request)

        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="https://shop")

    async def asyncTearDown(self) -> None:
        await self.client.aclose()
        await self.redis.aclose()

    async def test_a_session_begins_and_ends(self) -> None:
        self.assertEqual((await self.client.get("/me")).status_code, 401)
        cookie = (await self.client.post("/sign-in")).headers["set-cookie"]
        for part in ("__Host-session=", "HttpOnly", "Secure", "SameSite=lax", "Path=/"):
            self.assertIn(part, cookie)
        self.assertEqual((await self.client.get("/me")).json(), "ada")
        stolen = dict(self.client.cookies)
        await self.client.post("/sign-out")
        self.client.cookies.update(stolen)
        self.assertEqual((await self.client.get("/me")).status_code, 401)

    async def test_the_store_never_sees_the_id_and_forgets_it(self) -> None:
        await self.client.post("/sign-in")
        (key,) = await self.redis.keys("session:*")
        self.assertNotIn(self.client.cookies["__Host-session"], key.decode())
        self.assertGreater(await self.redis.ttl(key), 0)
