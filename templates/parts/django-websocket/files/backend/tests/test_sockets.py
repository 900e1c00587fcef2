import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

import pytest
from rest_framework.test import APIClient

from api.body_limit import Message, Scope
from api.changes import Change
from apps.realtime import sockets as module
from apps.realtime.feed import Feed
from apps.realtime.sockets import Sockets, with_sockets


@dataclass
class Visitor:
    """A sign-in that lasts for some seconds."""

    expires_at: float = field(default_factory=lambda: time.time() + 60)
    is_signed_in: bool = True

    async def is_alive(self) -> bool:
        return self.is_signed_in


class Client:
    """The other end of a connection."""

    def __init__(self) -> None:
        self._sent: asyncio.Queue[Message] = asyncio.Queue()
        self._received: asyncio.Queue[Message] = asyncio.Queue()
        self.feed = Feed()
        self.sockets = Sockets()

    async def connect(self, visitor: Visitor, last_event_id: str | None = None) -> int | None:
        return await self.sockets.serve(
            self.feed, last_event_id, visitor, self._sent.get, self._received.put
        )

    def say(self, **message: Any) -> None:
        self._sent.put_nowait({"type": "websocket.receive", **message})

    async def hear(self) -> Any:
        return json.loads((await self._received.get())["text"])


@pytest.fixture
async def client_end() -> Client:
    return Client()


def change(price: str) -> Change:
    return Change("thing.created", {"unitPrice": price})


async def test_sends_what_happens_and_what_was_missed(client_end: Client) -> None:
    before = client_end.feed.now
    client_end.feed.add(change("1.00"))
    connected = asyncio.create_task(client_end.connect(Visitor(), before))
    missed = await client_end.hear()
    assert (missed["event"], missed["data"]) == ("thing.created", {"unitPrice": "1.00"})
    await asyncio.to_thread(client_end.feed.add, change("2.00"))
    assert (await client_end.hear())["data"] == {"unitPrice": "2.00"}
    await client_end.sockets.close()
    assert await connected == 1001


async def test_a_foreign_id_means_loading_everything_again(client_end: Client) -> None:
    connected = asyncio.create_task(client_end.connect(Visitor(), "foreign.1"))
    assert await client_end.hear() == {"event": "reset"}
    await client_end.sockets.close()
    await connected


async def test_answers_pings_and_nothing_else(client_end: Client) -> None:
    connected = asyncio.create_task(client_end.connect(Visitor()))
    client_end.say(text='{"type":"ping"}')
    assert await client_end.hear() == {"type": "pong"}
    client_end.say(text="[1]")
    assert (await client_end.hear())["type"] == "error"
    client_end.say(text="no JSON")
    assert await connected == 1003


async def test_binary_messages_end_the_connection(client_end: Client) -> None:
    client_end.say(bytes=b"1", text=None)
    assert await client_end.connect(Visitor()) == 1003


async def test_ends_with_the_sign_in(client_end: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHECK_SECONDS", 0.01)
    assert await client_end.connect(Visitor(expires_at=time.time() + 0.03)) == 4401
    assert await client_end.connect(Visitor(is_signed_in=False)) == 4401


async def test_a_client_that_reads_too_slowly_is_dropped(
    client_end: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_WAITING", 2)
    connected = asyncio.create_task(client_end.connect(Visitor()))
    await asyncio.sleep(0)
    for price in ("1.00", "2.00", "3.00"):
        client_end.feed.add(change(price))
    assert await connected is None


async def refusal(path: str, headers: dict[str, str]) -> int:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def django(*_: Any) -> None:
        raise AssertionError("is not asked")

    scope: Scope = {
        "type": "websocket",
        "path": path,
        "query_string": b"",
        "subprotocols": ["events.v1"],
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    await with_sockets(django)(scope, receive, send)
    status: int = sent[0]["status"]
    return status


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/api/elsewhere", {}, 404),
        ("/api/socket", {"origin": "https://evil.example"}, 403),
        ("/api/socket", {}, 401),
        ("/api/socket", {"origin": "http://localhost:5173"}, 401),
    ],
)
@pytest.mark.django_db
async def test_refuses(path: str, headers: dict[str, str], status: int) -> None:
    assert await refusal(path, headers) == status


@pytest.mark.django_db
def test_is_for_sockets_only(client: APIClient) -> None:
    assert client.get("/api/socket").status_code == 401
