import pytest

from app.changes import ChangeFeed
from app.events.event_log import KEPT_EVENTS, EventLog
from tests.changes import change


def test_gives_what_came_after_an_id() -> None:
    changes = ChangeFeed()
    log = EventLog(changes)
    start = log.last_id
    changes.publish(change("1.00"))
    changes.publish(change("2.00"))
    first, second = log.since(start) or []
    assert (first.type, first.data) == ("thing.created", '{"unitPrice":"1.00"}')
    assert log.since(first.id) == [second]
    assert log.since(second.id) == []


def test_keeps_a_limited_number() -> None:
    changes = ChangeFeed()
    log = EventLog(changes)
    start = log.last_id
    changes.publish(change("0.00"))
    second = log.last_id
    for price in range(KEPT_EVENTS):
        changes.publish(change(f"{price}.00"))
    assert log.since(start) is None
    assert len(log.since(second) or []) == KEPT_EVENTS


@pytest.mark.parametrize("suffix", ["", ".", ".x", ".-1", ".1", f".{'9' * 5000}", ".٣"])
def test_knows_no_id_that_it_did_not_give(suffix: str) -> None:
    log = EventLog(ChangeFeed())
    assert log.since(log.last_id.partition(".")[0] + suffix) is None
    assert log.since("00000000.0") is None
