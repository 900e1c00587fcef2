import json
import threading
import unittest
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from app.auth.clerk import verify_clerk_token
from app.auth.oauth import Provider, SignInAttempt, authorization_url, finish_sign_in
from app.errors import UnauthorizedError

key = rsa.generate_private_key(65537, 2048)
public_key = key.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
)


def signed(claims: dict[str, object], lives: timedelta = timedelta(minutes=5)) -> str:
    now = datetime.now(UTC)
    times = {"iat": now, "nbf": now, "exp": now + lives}
    return jwt.encode({**times, **claims}, key, algorithm="RS256", headers={"kid": "1"})


class FakeProvider(BaseHTTPRequestHandler):
    """Remembers one authorization request and answers as a provider does."""

    challenge = ""
    claims: dict[str, object] = {}

    def do_GET(self) -> None:
        self.answer(200, {"keys": [{**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": "1"}]})

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        given = urlsafe_b64encode(sha256(form["code_verifier"][0].encode()).digest()).rstrip(b"=").decode()
        if form["code"] != ["right"] or given != FakeProvider.challenge:
            self.answer(400, {"error": "invalid_grant"})
        else:
            self.answer(200, {"access_token": "x", "id_token": signed(FakeProvider.claims)})

    def answer(self, status: int, body: object) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *args: object) -> None:
        pass


class OAuthTest(unittest.TestCase):
    def setUp(self) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), FakeProvider)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{self.server.server_port}"
        self.provider = Provider(
            base, f"{base}/authorize", f"{base}/token", f"{base}/keys", "shop", "secret", "https://shop.example/callback"
        )
        self.attempt = SignInAttempt()
        query = parse_qs(urlsplit(authorization_url(self.provider, self.attempt)).query)
        self.assertEqual(query["code_challenge_method"], ["S256"])
        self.assertNotIn(self.attempt.verifier, str(query))
        FakeProvider.challenge = query["code_challenge"][0]
        FakeProvider.claims = {"sub": "ada", "iss": base, "aud": "shop", "nonce": query["nonce"][0]}

    def tearDown(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def finish(self, code: str = "right", state: str | None = None, attempt: SignInAttempt | None = None) -> str:
        used = attempt or self.attempt
        return finish_sign_in(self.provider, used, code, self.attempt.state if state is None else state)

    def test_a_code_becomes_an_account(self) -> None:
        self.assertEqual(self.finish(), "ada")

    def test_another_state_code_or_verifier_is_refused(self) -> None:
        with self.assertRaises(UnauthorizedError):
            self.finish(state="another")
        with self.assertRaises(UnauthorizedError):
            self.finish(code="wrong")
        with self.assertRaises(UnauthorizedError):
            self.finish(attempt=SignInAttempt(state=self.attempt.state, nonce=self.attempt.nonce))

    def test_another_nonce_audience_or_issuer_is_refused(self) -> None:
        for claim in ("nonce", "aud", "iss"):
            right = FakeProvider.claims
            FakeProvider.claims = {**right, claim: "another"}
            with self.subTest(claim), self.assertRaises(UnauthorizedError):
                self.finish()
            FakeProvider.claims = right


class ClerkTest(unittest.TestCase):
    def test_only_current_tokens_for_our_front_ends_are_accepted(self) -> None:
        origins = ["https://shop.example"]
        claims: dict[str, object] = {"sub": "user_1", "azp": "https://shop.example"}
        pem = public_key.decode()
        self.assertEqual(verify_clerk_token(signed(claims), pem, origins), "user_1")
        bad = [
            signed({**claims, "azp": "https://evil.example"}),
            signed({"sub": "user_1"}),
            signed(claims, timedelta(minutes=-5)),
            jwt.encode({**claims, "exp": 9_999_999_999, "nbf": 0}, "x" * 32, algorithm="HS256"),
            "",
        ]
        for token in bad:
            with self.subTest(token), self.assertRaises(UnauthorizedError):
                verify_clerk_token(token, pem, origins)
