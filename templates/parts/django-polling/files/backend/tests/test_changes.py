import pytest
from rest_framework.test import APIClient

from api.changes import Change
from apps.realtime.feed import Feed, feed
from apps.realtime.selectors import MAX_CHANGES, changes_since
from tests.sign_in import sign_in


def change(price: str) -> Change:
    return Change("thing.created", {"unitPrice": price})


def test_needs_somebody_who_is_signed_in(client: APIClient) -> None:
    assert client.get("/api/changes").status_code == 401


@pytest.mark.django_db
def test_gives_what_has_changed_since_a_position() -> None:
    user = sign_in("user")
    first = user.get("/api/changes")
    assert first["Cache-Control"] == "no-store"
    assert first.json()["changes"] == []
    feed.add(change("1.00"))
    second = user.get("/api/changes", {"since": first.json()["next"]}).json()
    assert second == {
        "changes": [
            {"id": second["next"], "event": "thing.created", "data": {"unitPrice": "1.00"}}
        ],
        "next": second["next"],
        "reset": False,
    }


@pytest.mark.parametrize("position", ["foreign.1", "nonsense", ""])
def test_says_when_everything_has_to_be_loaded_again(position: str) -> None:
    changes = changes_since(Feed(), position)
    assert changes.changes == []
    assert changes.reset


def test_gives_a_long_list_in_pages() -> None:
    own = Feed()
    position = own.now
    for number in range(MAX_CHANGES + 1):
        own.add(change(f"{number}.00"))
    first = changes_since(own, position)
    assert len(first.changes) == MAX_CHANGES
    second = changes_since(own, first.next)
    assert [it.data for it in second.changes] == [{"unitPrice": f"{MAX_CHANGES}.00"}]
    assert changes_since(own, second.next).changes == []
