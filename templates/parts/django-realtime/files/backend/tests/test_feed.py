import pytest

from api.changes import Change
from apps.realtime import feed as module
from apps.realtime.feed import Event, Feed


def change(price: str) -> Change:
    return Change("thing.created", {"unitPrice": price})


def test_listeners_hear_what_happens_while_they_follow() -> None:
    feed = Feed()
    heard: list[Event] = []
    feed.add(change("1.00"))
    with feed.follow(heard.append, None) as missed:
        assert missed == ()
        feed.add(change("2.00"))
    feed.add(change("3.00"))
    assert [(it.type, it.data) for it in heard] == [("thing.created", {"unitPrice": "2.00"})]


def test_gives_what_was_missed() -> None:
    feed = Feed()
    feed.add(change("1.00"))
    seen = feed.now
    feed.add(change("2.00"))
    missed = feed.since(seen)
    assert missed is not None
    assert [it.data for it in missed] == [{"unitPrice": "2.00"}]
    assert feed.since(feed.now) == []


@pytest.mark.parametrize("last_id", ["foreign.1", "nonsense", ""])
def test_knows_nothing_of_another_run(last_id: str) -> None:
    assert Feed().since(last_id) is None


def test_forgets_what_is_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT_EVENTS", 2)
    feed = Feed()
    begin = feed.now
    for price in ("1.00", "2.00"):
        feed.add(change(price))
    assert feed.since(begin) is not None
    feed.add(change("3.00"))
    assert feed.since(begin) is None
