import time
from collections.abc import AsyncGenerator
from unittest.mock import AsyncMock
from uuid import uuid4

import pytest
from starlette.requests import HTTPConnection

from app.changes import ChangeFeed
from app.errors.app_errors import UnauthorizedError
from app.events import live_events as module
from app.events.event_log import Event, EventLog
from app.events.live_events import LiveEvents, Subscription, follow
from app.features.auth.signed_in_user import SignedInUser
from tests.changes import change

CONNECTION = HTTPConnection({"type": "http"})


@pytest.fixture
def changes() -> ChangeFeed:
    return ChangeFeed()


@pytest.fixture
def live_events(changes: ChangeFeed) -> LiveEvents:
    return LiveEvents(EventLog(changes))


@pytest.fixture
def identify(monkeypatch: pytest.MonkeyPatch) -> AsyncMock:
    """Stands for the question whether the user is still signed in, which comes with every ping."""
    identify = AsyncMock()
    monkeypatch.setattr(module, "identify", identify)
    monkeypatch.setattr(module, "PING_SECONDS", 0.01)
    return identify


def followed(subscription: Subscription, seconds: float = 60) -> AsyncGenerator[Event | None]:
    user = SignedInUser(uuid4(), "user", time.time() + seconds)
    return follow(subscription, CONNECTION, user)


async def test_gives_what_happens(changes: ChangeFeed, live_events: LiveEvents) -> None:
    with live_events.subscribe() as subscription:
        events = followed(subscription)
        changes.publish(change("1.00"))
        event = await anext(events)
        assert event is not None
        assert event.data == '{"unitPrice":"1.00"}'
    changes.publish(change("2.00"))
    assert await subscription.next(0) is None


async def test_pings_a_quiet_connection(live_events: LiveEvents, identify: AsyncMock) -> None:
    with live_events.subscribe() as subscription:
        events = followed(subscription)
        assert await anext(events) is None
        assert await anext(events) is None
        assert identify.await_count == 2


async def test_ends_when_the_sign_in_expires(live_events: LiveEvents) -> None:
    with live_events.subscribe() as subscription:
        assert [it async for it in followed(subscription, seconds=0.01)] == []
        assert subscription.ending == "signed out"


async def test_ends_when_the_user_has_signed_out(
    live_events: LiveEvents, identify: AsyncMock
) -> None:
    identify.side_effect = UnauthorizedError("Sign in first")
    with live_events.subscribe() as subscription:
        assert [it async for it in followed(subscription)] == []
        assert subscription.ending == "signed out"


async def test_closing_ends_every_connection(live_events: LiveEvents) -> None:
    with live_events.subscribe() as subscription:
        events = followed(subscription)
        subscription.end("shutdown")
        assert [it async for it in events] == []
    await live_events.close()
    with live_events.subscribe() as late:
        assert late.ending == "shutdown"


async def test_a_client_that_reads_too_slowly_is_dropped(
    changes: ChangeFeed, live_events: LiveEvents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_WAITING_BYTES", 50)
    with live_events.subscribe() as slow, live_events.subscribe() as quick:
        for price in ("1.00", "2.00", "3.00"):
            changes.publish(change(price))
            assert await quick.next(1) is not None
        assert slow.ending == "too slow"
        assert quick.ending is None
