import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import uuid4

from app.changes import Change, ChangeFeed

# How many past events a client that comes back can be given.
KEPT_EVENTS = 1000
# Proxies close a connection that is silent for long; 60 s is a usual limit.
PING_SECONDS = 10
# A client that has this many events waiting reads too slowly and is dropped; it comes back with its last event id.
MAX_WAITING = 1000

Queue = asyncio.Queue[str | None]
"""Texts to send; None ends the stream."""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    sequence: int
    text: str


class EventStream:
    """Sends changes to open connections as server-sent events.

    Ids are `<start>.<sequence>`: after a restart an old id is recognised as foreign, and the client is told to load everything
    again instead of being given wrong events.
    """

    def __init__(self, changes: ChangeFeed) -> None:
        self._start = uuid4().hex[:8]
        self._sequence = 0
        self._events: deque[StoredEvent] = deque(maxlen=KEPT_EVENTS)
        self._clients: set[Queue] = set()
        changes.subscribe(self._send)

    async def listen(self, last_event_id: str | None, expires_at: float) -> AsyncIterator[str]:
        """Gives events until `expires_at` (seconds since the epoch) has come or the server stops."""
        queue: Queue = asyncio.Queue(MAX_WAITING)
        self._clients.add(queue)
        try:
            yield f"retry: 2000\n: connected\n\n{self._missed_since(last_event_id)}"
            while (left := expires_at - time.time()) > 0:
                try:
                    async with asyncio.timeout(min(PING_SECONDS, left)):
                        text = await queue.get()
                except TimeoutError:
                    text = ": ping\n\n"
                if text is None:
                    return
                yield text
        finally:
            self._clients.discard(queue)

    def close(self) -> None:
        """Ends every connection, so that the server can stop."""
        for queue in tuple(self._clients):
            self._drop(queue)

    def _send(self, change: Change) -> None:
        self._sequence += 1
        data = change.data.model_dump_json(by_alias=True)
        text = f"id: {self._start}.{self._sequence}\nevent: {change.type}\ndata: {data}\n\n"
        self._events.append(StoredEvent(self._sequence, text))
        for queue in tuple(self._clients):
            if queue.full():
                self._drop(queue)
            else:
                queue.put_nowait(text)

    def _drop(self, queue: Queue) -> None:
        self._clients.discard(queue)
        if queue.full():
            queue.get_nowait()
        queue.put_nowait(None)

    def _missed_since(self, last_event_id: str | None) -> str:
        if last_event_id is None:
            return ""
        start, _, sequence = last_event_id.partition(".")
        last = int(sequence) if sequence.isdecimal() else -1
        oldest = self._events[0].sequence if self._events else self._sequence + 1
        if start != self._start or not oldest - 1 <= last <= self._sequence:
            return "event: reset\ndata: {}\n\n"
        return "".join(it.text for it in self._events if it.sequence > last)
