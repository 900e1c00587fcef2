import time
from collections.abc import AsyncGenerator
from typing import cast

import pytest
from httpx import AsyncClient

from app.changes import Change, ChangeFeed
from app.events import event_stream as module
from app.events.event_stream import EventStream
from app.web.api_model import ApiOutput


class Thing(ApiOutput):
    unit_price: str


def change(price: str) -> Change:
    return Change("thing.created", Thing(unit_price=price))


def listen(
    stream: EventStream, last_event_id: str | None = None, seconds: float = 60
) -> AsyncGenerator[str, None]:
    return cast(
        AsyncGenerator[str, None], stream.listen(last_event_id, expires_at=time.time() + seconds)
    )


def id_of(text: str) -> str:
    return text.splitlines()[0].removeprefix("id: ")


async def test_needs_a_token(client: AsyncClient) -> None:
    assert (await client.get("/api/events")).status_code == 401


async def test_sends_what_happens_and_what_was_missed() -> None:
    changes = ChangeFeed()
    stream = EventStream(changes)
    first = listen(stream)
    assert await anext(first) == "retry: 2000\n: connected\n\n"
    changes.publish(change("1.00"))
    event = await anext(first)
    assert event.splitlines()[1:3] == ["event: thing.created", 'data: {"unitPrice":"1.00"}']
    await first.aclose()

    changes.publish(change("2.00"))
    greeting = await anext(listen(stream, id_of(event)))
    assert '"2.00"' in greeting
    assert '"1.00"' not in greeting


@pytest.mark.parametrize("last_event_id", ["foreign.1", "nonsense"])
async def test_a_foreign_id_means_loading_everything_again(last_event_id: str) -> None:
    greeting = await anext(listen(EventStream(ChangeFeed()), last_event_id))
    assert "event: reset" in greeting


async def test_pings_a_quiet_connection_and_ends_it_with_its_token(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "PING_SECONDS", 0.01)
    texts = [text async for text in listen(EventStream(ChangeFeed()), seconds=0.03)]
    assert texts[1] == ": ping\n\n"


async def test_closing_ends_every_connection() -> None:
    stream = EventStream(ChangeFeed())
    connection = listen(stream)
    await anext(connection)
    stream.close()
    assert [text async for text in connection] == []


async def test_a_client_that_reads_too_slowly_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_WAITING", 2)
    changes = ChangeFeed()
    connection = listen(EventStream(changes))
    await anext(connection)
    for price in ("1.00", "2.00", "3.00"):
        changes.publish(change(price))
    assert len([text async for text in connection]) == 1
