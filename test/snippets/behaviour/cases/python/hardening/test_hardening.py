import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest

import httpx
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient

from app.health import health_routes
from app.middleware.body_limit import BodyLimitMiddleware
from app.middleware.cors import register_cors
from app.middleware.security_headers import SecurityHeadersMiddleware
from app.orders.routes import CreateOrder, Created, router
from app.rate_limit import auth_limit


class Service:
    async def create(self, data: CreateOrder) -> Created:
        return Created(id=f"{data.name}-1")


async def answers() -> None:
    pass


async def refuses() -> None:
    raise ConnectionError("password authentication failed")


async def hangs() -> None:
    await asyncio.sleep(60)


class HardeningTest(unittest.TestCase):
    def setUp(self) -> None:
        self.checks = {"database": answers}
        app = FastAPI()
        app.state.order_service = Service()
        app.include_router(health_routes(self.checks))
        app.include_router(router)

        @app.post("/sign-in", dependencies=[Depends(auth_limit)], status_code=401)
        async def sign_in() -> None:
            pass

        app.add_middleware(BodyLimitMiddleware)
        register_cors(app, ["https://shop.example"])
        app.add_middleware(SecurityHeadersMiddleware)
        self.client = TestClient(app, raise_server_exceptions=False)

    def test_is_alive_and_ready_while_what_it_needs_answers(self) -> None:
        self.assertEqual(self.client.get("/ready").json(), {"status": "ok", "failing": []})
        for check in (refuses, hangs):
            self.checks["database"] = check
            ready = self.client.get("/ready")
            self.assertEqual((ready.status_code, ready.json()), (503, {"status": "unavailable", "failing": ["database"]}))
        self.assertEqual(self.client.get("/health").status_code, 200)

    def test_sends_the_headers_that_protect(self) -> None:
        headers = self.client.get("/nothing").headers
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        self.assertIn("max-age=31536000", headers["Strict-Transport-Security"])
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")

    def test_lets_in_its_own_front_end_and_no_other(self) -> None:
        def preflight(origin: str) -> httpx.Headers:
            asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
            return self.client.options("/orders", headers=asked).headers

        own = preflight("https://shop.example")
        self.assertEqual(own["Access-Control-Allow-Origin"], "https://shop.example")
        self.assertEqual(own["Access-Control-Allow-Credentials"], "true")
        self.assertNotIn("Access-Control-Allow-Origin", preflight("https://evil.example"))

    def test_takes_what_is_valid_and_says_of_the_rest_what_is_wrong(self) -> None:
        created = self.client.post("/orders", json={"name": " tea ", "quantity": 2})
        self.assertEqual((created.status_code, created.headers["Location"]), (201, "/orders/tea-1"))
        refused = self.client.post("/orders", json={"name": "", "quantity": 0, "admin": True})
        self.assertEqual(refused.status_code, 422)
        self.assertEqual({error["loc"][-1] for error in refused.json()["detail"]}, {"name", "quantity", "admin"})

    def test_refuses_a_body_that_is_too_large(self) -> None:
        self.assertEqual(self.client.post("/orders", content=b"x" * 110_000).status_code, 413)
        chunks = (b"x" * 60_000 for _ in range(2))
        self.assertEqual(self.client.post("/orders", content=chunks).status_code, 413)

    def test_refuses_whoever_guesses_passwords(self) -> None:
        answers = [self.client.post("/sign-in") for _ in range(11)]
        self.assertEqual([it.status_code for it in answers], [401] * 10 + [429])
        self.assertGreater(int(answers[-1].headers["Retry-After"]), 0)


class ShutdownTest(unittest.TestCase):
    def test_ends_on_sigterm_once_the_request_in_flight_is_answered(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environment = {**os.environ, "PORT": str(port)}
        with subprocess.Popen([sys.executable, "service.py"], env=environment, stdout=subprocess.PIPE, text=True) as service:
            self.addCleanup(service.kill)
            answers: list[str] = []

            def ask() -> None:
                deadline = time.monotonic() + 30
                while time.monotonic() < deadline:
                    try:
                        answers.append(httpx.get(f"http://127.0.0.1:{port}/slow", timeout=10).json())
                        return
                    except httpx.ConnectError:
                        time.sleep(0.05)

            def written(line: str) -> bool:
                return any(it == f"{line}\n" for it in service.stdout or ())

            thread = threading.Thread(target=ask)
            thread.start()
            self.assertTrue(written("asked"))
            service.send_signal(signal.SIGTERM)
            thread.join()
            self.assertEqual(answers, ["answered"])
            self.assertTrue(written("closed True"))
