import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import uuid4

from app.changes import Change, ChangeFeed

# How many past events a client that comes back can be given.
KEPT_EVENTS = 1000

ID = re.compile(r"([0-9a-f]{8})\.([0-9]{1,15})")


@dataclass(frozen=True, slots=True)
class Event:
    """`type` is such as `product.created`, `data` is JSON."""

    id: str
    type: str
    data: str


class EventLog:
    """Numbers the changes and keeps the last ones, for clients that were away.

    Ids are `<start>.<sequence>`: after a restart an old id is recognised as foreign, and the client is told to load everything
    again instead of being given wrong events.
    """

    def __init__(self, changes: ChangeFeed) -> None:
        self._start = uuid4().hex[:8]
        self._sequence = 0
        self._events: deque[Event] = deque(maxlen=KEPT_EVENTS)
        self._listeners: list[Callable[[Event], None]] = []
        changes.subscribe(self._append)

    @property
    def last_id(self) -> str:
        return f"{self._start}.{self._sequence}"

    def since(self, event_id: str) -> Sequence[Event] | None:
        """What came after that id, oldest first. None when the id is of another run, or what came after it is no longer kept."""
        match = ID.fullmatch(event_id)
        if match is None or match[1] != self._start:
            return None
        missed = self._sequence - int(match[2])
        if not 0 <= missed <= len(self._events):
            return None
        return list(islice(self._events, len(self._events) - missed, None))

    def subscribe(self, listener: Callable[[Event], None]) -> None:
        """Listeners must not raise and must not wait."""
        self._listeners.append(listener)

    def _append(self, change: Change) -> None:
        self._sequence += 1
        event = Event(self.last_id, change.type, change.data.model_dump_json(by_alias=True))
        self._events.append(event)
        for listener in self._listeners:
            listener(event)
