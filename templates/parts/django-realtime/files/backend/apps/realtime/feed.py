"""The last changes, and who is following them."""

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from api.changes import Change

# How many past events a client that comes back can be given.
KEPT_EVENTS = 1000


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    sequence: int
    type: str
    data: Any

    @property
    def json(self) -> str:
        """The data as text."""
        return json.dumps(self.data, separators=(",", ":"), ensure_ascii=False)


Listener = Callable[[Event], None]


class Feed:
    """Changes come from threads, one per request; listeners are called there, in order, and must not wait.

    Ids are `<start>.<sequence>`: after a restart an old id is recognised as foreign, and the client is told to load everything
    again instead of being given wrong events.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._start = uuid4().hex[:8]
        self._sequence = 0
        self._events: deque[Event] = deque(maxlen=KEPT_EVENTS)
        self._listeners: set[Listener] = set()

    def add(self, change: Change, **_: object) -> None:
        with self._lock:
            self._sequence += 1
            id_ = f"{self._start}.{self._sequence}"
            event = Event(id_, self._sequence, change.type, change.data)
            self._events.append(event)
            for listener in self._listeners:
                listener(event)

    @property
    def now(self) -> str:
        """The id of the last event."""
        return f"{self._start}.{self._sequence}"

    def since(self, last_id: str) -> Sequence[Event] | None:
        """What came after an id; None where that is not known any more."""
        with self._lock:
            return self._since(last_id)

    @contextmanager
    def follow(self, listener: Listener, last_id: str | None) -> Iterator[Sequence[Event] | None]:
        """Gives what was missed, as `since` does, and calls the listener with everything after it."""
        with self._lock:
            missed = () if last_id is None else self._since(last_id)
            self._listeners.add(listener)
        try:
            yield missed
        finally:
            with self._lock:
                self._listeners.discard(listener)

    def _since(self, last_id: str) -> Sequence[Event] | None:
        start, _, sequence = last_id.partition(".")
        last = int(sequence) if sequence.isascii() and sequence.isdigit() else -1
        oldest = self._events[0].sequence if self._events else self._sequence + 1
        if start != self._start or not oldest - 1 <= last <= self._sequence:
            return None
        return [it for it in self._events if it.sequence > last]


feed = Feed()
