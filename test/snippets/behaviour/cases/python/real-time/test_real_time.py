import asyncio
import os
import socket
import threading
import time
import unittest
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI, WebSocket
from fastapi.testclient import TestClient
from redis.asyncio import Redis
from starlette.websockets import WebSocketDisconnect

from app.fan_out import FanOut
from app.orders.events import Event, event_routes
from app.polling import poll_until
from app.sockets import socket_routes


class SocketTest(unittest.TestCase):
    def setUp(self) -> None:
        self.received: list[tuple[str, Any]] = []

        async def authenticate(websocket: WebSocket) -> str | None:
            return "u1" if websocket.cookies.get("session") == "1" else None

        async def receive(user_id: str, message: Any, websocket: WebSocket) -> None:
            self.received.append((user_id, message))
            await websocket.send_json("got it")

        app = FastAPI()
        app.include_router(socket_routes({"https://app.example"}, authenticate, receive))
        self.client = TestClient(app)

    def headers(self, origin: str, session: str) -> dict[str, str]:
        return {"Origin": origin, "Cookie": f"session={session}"}

    def test_is_for_signed_in_users_of_our_own_pages(self) -> None:
        for origin, session in (("https://evil.example", "1"), ("https://app.example", "2")):
            with self.subTest(origin), self.assertRaises(WebSocketDisconnect) as refused:
                with self.client.websocket_connect("/ws", headers=self.headers(origin, session)):
                    pass
            self.assertEqual(refused.exception.code, 1008)
        with self.client.websocket_connect("/ws", headers=self.headers("https://app.example", "1")) as socket:
            socket.send_json({"kind": "hello"})
            self.assertEqual(socket.receive_json(), "got it")
        self.assertEqual(self.received, [("u1", {"kind": "hello"})])

    def test_ends_where_a_message_is_no_json(self) -> None:
        with self.client.websocket_connect("/ws", headers=self.headers("https://app.example", "1")) as socket:
            socket.send_text("no JSON")
            with self.assertRaises(WebSocketDisconnect) as refused:
                socket.receive_json()
        self.assertEqual(refused.exception.code, 1007)


class EventsTest(unittest.TestCase):
    def test_events_reach_a_page_from_where_it_was_until_it_leaves(self) -> None:
        asked: list[str | None] = []
        left = threading.Event()

        @asynccontextmanager
        async def subscribe(after: str | None) -> AsyncIterator[asyncio.Queue[Event]]:
            asked.append(after)
            queue: asyncio.Queue[Event] = asyncio.Queue()
            queue.put_nowait(Event("42", "order-created", {"id": 7, "note": "a\nb"}))
            try:
                yield queue
            finally:
                left.set()

        app = FastAPI()
        app.include_router(event_routes(subscribe))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            while not server.started:
                time.sleep(0.02)
            with httpx.stream("GET", f"http://127.0.0.1:{port}/events", headers={"Last-Event-ID": "41"}, timeout=10) as page:
                self.assertTrue(page.headers["Content-Type"].startswith("text/event-stream"))
                text = ""
                for chunk in page.iter_text():
                    text += chunk
                    if "order-created" in text and text.endswith("\n\n"):
                        break
            self.assertIn("retry: 3000", text)
            self.assertIn("id: 42\n", text)
            self.assertIn('data: {"id": 7, "note": "a\\nb"}\n', text)
            self.assertEqual(asked, ["41"])
            self.assertTrue(left.wait(10))
        finally:
            server.should_exit = True
            thread.join()


class FanOutTest(unittest.IsolatedAsyncioTestCase):
    async def test_a_message_reaches_the_readers_of_every_instance(self) -> None:
        connections = [Redis.from_url(os.environ["REDIS_URL"], decode_responses=True) for _ in range(2)]
        here, there = (FanOut(redis, "orders") for redis in connections)
        tasks = [asyncio.create_task(one.run()) for one in (here, there)]
        async with here.subscribe() as near, there.subscribe() as far:
            async with asyncio.timeout(10):
                while (await connections[0].pubsub_numsub("orders"))[0][1] < 2:
                    await asyncio.sleep(0.02)
                await here.publish({"id": 1})
                self.assertEqual([await near.get(), await far.get()], [{"id": 1}, {"id": 1}])
        self.assertEqual(there._queues, set())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for redis in connections:
            await redis.aclose()


class PollingTest(unittest.IsolatedAsyncioTestCase):
    async def test_ends_with_the_final_answer_or_at_its_deadline(self) -> None:
        asked = 0

        async def ask() -> int:
            nonlocal asked
            asked += 1
            return asked

        self.assertEqual(await poll_until(ask, lambda it: it == 3, first_seconds=0.001), 3)
        with self.assertRaises(TimeoutError):
            await poll_until(ask, lambda _: False, first_seconds=0.005, deadline_seconds=0.05)
