"""Gives events to open connections as they happen, for as long as their user is signed in."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager, suppress
from typing import Annotated, Literal

from fastapi import Depends
from starlette.requests import HTTPConnection

from app.errors.app_errors import UnauthorizedError
from app.events.event_log import Event, EventLog
from app.features.auth.identity import identify
from app.features.auth.signed_in_user import SignedInUser

# Proxies close a connection that is silent for long; 60 s is a usual limit.
PING_SECONDS = 10
# A client that has more waiting reads too slowly and is dropped; it comes back with its last event id.
MAX_WAITING_BYTES = 1_000_000
# How long a stop waits for connections to say goodbye.
CLOSE_SECONDS = 1

Ending = Literal["signed out", "shutdown", "too slow"]


class Subscription:
    """The events that one connection is still to be given."""

    def __init__(self) -> None:
        self.ending: Ending | None = None
        self._ended = asyncio.Event()
        self._waiting: deque[Event] = deque()
        self._size = 0
        self._has_news = asyncio.Event()

    def put(self, event: Event) -> None:
        self._waiting.append(event)
        self._size += len(event.data)
        self._has_news.set()
        if self._size > MAX_WAITING_BYTES:
            self.end("too slow")

    def end(self, reason: Ending) -> None:
        """What is still waiting is not given any more."""
        if self.ending is None:
            self.ending = reason
            self._ended.set()
            self._has_news.set()

    async def wait_for_end(self) -> None:
        await self._ended.wait()

    async def next(self, seconds: float) -> Event | None:
        """Gives None when there is none within that time, or the subscription has ended."""
        if not self._waiting:
            self._has_news.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._has_news.wait()
        if not self._waiting or self.ending is not None:
            return None
        event = self._waiting.popleft()
        self._size -= len(event.data)
        return event


class LiveEvents:
    def __init__(self, log: EventLog) -> None:
        self.log = log
        self._subscriptions: set[Subscription] = set()
        self._is_closed = False
        self._none_is_left = asyncio.Event()
        log.subscribe(self._send)

    @contextmanager
    def subscribe(self) -> Iterator[Subscription]:
        subscription = Subscription()
        self._subscriptions.add(subscription)
        if self._is_closed:
            subscription.end("shutdown")
        try:
            yield subscription
        finally:
            self._subscriptions.discard(subscription)
            if not self._subscriptions:
                self._none_is_left.set()

    async def close(self) -> None:
        """Ends every connection, so that the server can stop."""
        self._is_closed = True
        if not self._subscriptions:
            return
        self._none_is_left.clear()
        for subscription in tuple(self._subscriptions):
            subscription.end("shutdown")
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._none_is_left.wait()

    def _send(self, event: Event) -> None:
        for subscription in tuple(self._subscriptions):
            subscription.put(event)


async def follow(
    subscription: Subscription, connection: HTTPConnection, user: SignedInUser
) -> AsyncGenerator[Event | None]:
    """Gives events, and None whenever it is time for a ping. Ends when the subscription or the sign-in does."""
    ping_at = time.time() + PING_SECONDS
    while subscription.ending is None:
        moment = time.time()
        if moment >= user.ends_at:
            subscription.end("signed out")
        elif moment < ping_at:
            event = await subscription.next(min(ping_at, user.ends_at) - moment)
            if event is not None:
                yield event
        elif await _is_signed_in(connection):
            ping_at = moment + PING_SECONDS
            yield None
        else:
            subscription.end("signed out")


async def _is_signed_in(connection: HTTPConnection) -> bool:
    try:
        await identify(connection)
    except UnauthorizedError:
        return False
    return True


def get_live_events(connection: HTTPConnection) -> LiveEvents:
    live_events: LiveEvents = connection.app.state.live_events
    return live_events


LiveEventsDep = Annotated[LiveEvents, Depends(get_live_events)]
