"""Sends the feed to open connections as server-sent events."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence

from apps.realtime.feed import Event, Feed
from apps.realtime.follower import Follower

# Proxies close a connection that is silent for long; 60 s is a usual limit.
PING_SECONDS = 10
# A client that has this many events waiting reads too slowly and is dropped; it comes back with its last event id.
MAX_WAITING = 1000


class Connections:
    """Everybody who is listening; belongs to one event loop."""

    def __init__(self) -> None:
        self._open: set[Connection] = set()

    async def listen(
        self, feed: Feed, last_event_id: str | None, follower: Follower
    ) -> AsyncIterator[str]:
        """Gives events until the sign-in has ended or the server stops."""
        connection = Connection()
        self._open.add(connection)
        try:
            with feed.follow(connection.hear, last_event_id) as missed:
                yield f"retry: 2000\n: connected\n\n{_missed_text(missed)}"
                async for text in connection.texts(follower):
                    yield text
        finally:
            self._open.discard(connection)

    def close(self) -> None:
        """Ends every connection, so that the server can stop."""
        for connection in tuple(self._open):
            connection.close()


class Connection:
    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._waiting: asyncio.Queue[str | None] = asyncio.Queue(MAX_WAITING)

    def hear(self, event: Event) -> None:
        """Called from any thread."""
        self._loop.call_soon_threadsafe(self._put, _text_of(event))

    def close(self) -> None:
        while self._waiting.full():
            self._waiting.get_nowait()
        self._waiting.put_nowait(None)

    async def texts(self, follower: Follower) -> AsyncIterator[str]:
        while (left := follower.expires_at - time.time()) > 0:
            try:
                async with asyncio.timeout(min(PING_SECONDS, left)):
                    text = await self._waiting.get()
            except TimeoutError:
                if not await follower.is_alive():
                    return
                text = ": ping\n\n"
            if text is None:
                return
            yield text

    def _put(self, text: str) -> None:
        if self._waiting.full():
            self.close()
        else:
            self._waiting.put_nowait(text)


connections = Connections()


def _text_of(event: Event) -> str:
    return f"id: {event.id}\nevent: {event.type}\ndata: {event.json}\n\n"


def _missed_text(missed: Sequence[Event] | None) -> str:
    if missed is None:
        return "event: reset\ndata: {}\n\n"
    return "".join(map(_text_of, missed))
