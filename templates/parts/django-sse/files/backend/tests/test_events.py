import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from rest_framework.test import APIClient

from api.changes import Change
from apps.realtime import streams as module
from apps.realtime.feed import Feed
from apps.realtime.streams import Connections


def change(price: str) -> Change:
    return Change("thing.created", {"unitPrice": price})


@dataclass
class Visitor:
    """A sign-in that lasts for some seconds."""

    expires_at: float
    is_signed_in: bool = True

    async def is_alive(self) -> bool:
        return self.is_signed_in


def sign_in(seconds: float = 60) -> Visitor:
    return Visitor(time.time() + seconds)


async def all_of(texts: AsyncIterator[str]) -> list[str]:
    return [text async for text in texts]


def test_needs_somebody_who_is_signed_in(client: APIClient) -> None:
    assert client.get("/api/events").status_code == 401


async def test_sends_what_happens_and_what_was_missed() -> None:
    feed, connections = Feed(), Connections()
    first = connections.listen(feed, None, sign_in())
    assert await anext(first) == "retry: 2000\n: connected\n\n"
    await asyncio.to_thread(feed.add, change("1.00"))
    event = await anext(first)
    assert event.splitlines()[1:3] == ["event: thing.created", 'data: {"unitPrice":"1.00"}']

    feed.add(change("2.00"))
    last_event_id = event.splitlines()[0].removeprefix("id: ")
    greeting = await anext(connections.listen(feed, last_event_id, sign_in()))
    assert '"2.00"' in greeting
    assert '"1.00"' not in greeting


async def test_a_foreign_id_means_loading_everything_again() -> None:
    greeting = await anext(Connections().listen(Feed(), "foreign.1", sign_in()))
    assert "event: reset" in greeting


async def test_pings_a_quiet_connection_and_ends_it_with_the_sign_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "PING_SECONDS", 0.01)
    texts = await all_of(Connections().listen(Feed(), None, sign_in(seconds=0.03)))
    assert texts[1] == ": ping\n\n"


async def test_a_ping_finds_out_who_has_signed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PING_SECONDS", 0.01)
    visitor = sign_in()
    connection = Connections().listen(Feed(), None, visitor)
    await anext(connection)
    visitor.is_signed_in = False
    assert await all_of(connection) == []


async def test_closing_ends_every_connection() -> None:
    connections = Connections()
    connection = connections.listen(Feed(), None, sign_in())
    await anext(connection)
    connections.close()
    assert await all_of(connection) == []


async def test_a_client_that_reads_too_slowly_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_WAITING", 2)
    feed = Feed()
    connection = Connections().listen(feed, None, sign_in())
    await anext(connection)
    for price in ("1.00", "2.00", "3.00"):
        feed.add(change(price))
    assert len(await all_of(connection)) == 1
