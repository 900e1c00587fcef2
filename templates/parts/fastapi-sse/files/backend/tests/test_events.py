import time
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from fastapi import Request
from httpx import AsyncClient

from app.changes import ChangeFeed
from app.events import live_events as module
from app.events.event_log import EventLog
from app.events.live_events import LiveEvents
from app.events.router import event_stream
from app.features.auth.signed_in_user import SignedInUser
from tests.changes import change

GREETING = "retry: 2000\n: connected\n\n"


def listen(
    live_events: LiveEvents, last_event_id: str | None = None, seconds: float = 60
) -> AsyncIterator[str]:
    user = SignedInUser(uuid4(), "user", time.time() + seconds)
    return event_stream(live_events, Request({"type": "http"}), user, last_event_id)


async def test_needs_a_sign_in(client: AsyncClient) -> None:
    assert (await client.get("/api/events")).status_code == 401


async def test_sends_what_happens_and_what_was_missed() -> None:
    changes = ChangeFeed()
    live_events = LiveEvents(EventLog(changes))
    stream = listen(live_events)
    assert await anext(stream) == GREETING
    changes.publish(change("1.00"))
    id_, *rest = (await anext(stream)).splitlines()
    assert rest == ["event: thing.created", 'data: {"unitPrice":"1.00"}', ""]

    changes.publish(change("2.00"))
    again = listen(live_events, id_.removeprefix("id: "))
    assert await anext(again) == GREETING
    assert 'data: {"unitPrice":"2.00"}' in await anext(again)


async def test_a_foreign_id_means_loading_everything_again() -> None:
    stream = listen(LiveEvents(EventLog(ChangeFeed())), "foreign.1")
    assert await anext(stream) == GREETING
    assert await anext(stream) == "event: reset\ndata: {}\n\n"


async def test_pings_a_quiet_connection_and_ends_with_the_sign_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def signed_in(_: object) -> None: ...

    monkeypatch.setattr(module, "identify", signed_in)
    monkeypatch.setattr(module, "PING_SECONDS", 0.01)
    texts = [text async for text in listen(LiveEvents(EventLog(ChangeFeed())), seconds=0.05)]
    assert set(texts) == {GREETING, ": ping\n\n"}
