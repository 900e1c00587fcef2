from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from app.events.router import MAX_CHANGES
from tests.changes import change
from tests.sign_in import sign_in


@pytest.fixture
async def user(app: FastAPI) -> dict[str, str]:
    return await sign_in(app, "user")


async def ask(
    client: AsyncClient, user: dict[str, str], since: str | None = None
) -> dict[str, Any]:
    params = {} if since is None else {"since": since}
    response = await client.get("/api/changes", params=params, headers=user)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    answer: dict[str, Any] = response.json()
    return answer


async def test_needs_a_sign_in(client: AsyncClient) -> None:
    assert (await client.get("/api/changes")).status_code == 401


async def test_gives_what_came_since_a_position(
    app: FastAPI, client: AsyncClient, user: dict[str, str]
) -> None:
    app.state.changes.publish(change("1.00"))
    start = await ask(client, user)
    assert (start["changes"], start["reset"]) == ([], False)
    app.state.changes.publish(change("2.00"))
    answer = await ask(client, user, start["next"])
    (given,) = answer["changes"]
    assert given == {
        "id": answer["next"],
        "event": "thing.created",
        "data": {"unitPrice": "2.00"},
    }
    assert (await ask(client, user, answer["next"]))["changes"] == []


async def test_gives_many_changes_in_portions_without_losing_any(
    app: FastAPI, client: AsyncClient, user: dict[str, str]
) -> None:
    position = (await ask(client, user))["next"]
    for price in range(MAX_CHANGES + 1):
        app.state.changes.publish(change(f"{price}.00"))
    first = await ask(client, user, position)
    second = await ask(client, user, first["next"])
    assert (len(first["changes"]), len(second["changes"])) == (MAX_CHANGES, 1)
    assert second["changes"][0]["data"] == {"unitPrice": f"{MAX_CHANGES}.00"}


@pytest.mark.parametrize("since", ["", "nonsense", "00000000.1"])
async def test_an_unknown_position_means_loading_everything_again(
    client: AsyncClient, user: dict[str, str], since: str
) -> None:
    answer = await ask(client, user, since)
    assert (answer["changes"], answer["reset"]) == ([], True)
    assert (await ask(client, user, answer["next"]))["reset"] is False
