from collections.abc import Sequence
from dataclasses import dataclass

from apps.realtime.feed import Event, Feed

MAX_CHANGES = 100


@dataclass(frozen=True, slots=True)
class Changes:
    changes: Sequence[Event]
    next: str
    # The client has missed something and loads everything again.
    reset: bool = False


def changes_since(feed: Feed, position: str | None) -> Changes:
    """At most 100 changes, the oldest first; none where the position is left out."""
    now = feed.now
    if position is None:
        return Changes([], now)
    missed = feed.since(position)
    if missed is None:
        return Changes([], now, reset=True)
    given = missed[:MAX_CHANGES]
    return Changes(given, given[-1].id if given else position)
