from datetime import UTC, datetime

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response
from sqlalchemy import func, select, update

from app.features.auth.user_session_model import UserSessionRow
from app.features.auth.users import UserRepository
from tests.conftest import StartApp
from tests.credentials import CREDENTIALS, EMAIL, register


@pytest.fixture(autouse=True)
async def registered(client: AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    await register(client, monkeypatch)


async def login(client: AsyncClient, cookie: str = "") -> Response:
    response = await client.post("/api/auth/login", json=CREDENTIALS, headers={"Cookie": cookie})
    assert response.status_code == 200
    client.cookies.clear()
    return response


def cookie_of(response: Response) -> str:
    return response.headers["Set-Cookie"].partition(";")[0]


async def me(client: AsyncClient, cookie: str) -> Response:
    return await client.get("/api/auth/me", headers={"Cookie": cookie})


async def test_login_gives_the_user_and_a_cookie_that_scripts_cannot_read(
    client: AsyncClient,
) -> None:
    response = await login(client)
    assert response.json()["user"]["email"] == EMAIL
    assert response.headers["Cache-Control"] == "no-store"
    cookie = response.headers["Set-Cookie"]
    assert len(cookie_of(response)) >= len("session=") + 43
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert "Max-Age=1209600" in cookie
    assert "Secure" not in cookie
    assert (await me(client, cookie_of(response))).json()["email"] == EMAIL


async def test_the_cookie_travels_over_https_only_in_production(start_app: StartApp) -> None:
    async with start_app(node_env="production") as (_, client):
        assert "Secure" in (await login(client)).headers["Set-Cookie"]


async def test_only_a_hash_of_the_id_is_kept(app: FastAPI, client: AsyncClient) -> None:
    session_id = cookie_of(await login(client)).removeprefix("session=")
    async with app.state.sessions() as session:
        kept = await session.scalar(select(UserSessionRow.id_hash))
    assert kept != session_id


async def test_login_ends_the_session_that_it_came_with(client: AsyncClient) -> None:
    first = cookie_of(await login(client))
    second = cookie_of(await login(client, first))
    assert second != first
    assert (await me(client, first)).status_code == 401
    assert (await me(client, second)).status_code == 200


async def test_logout_ends_the_session_at_the_server(client: AsyncClient) -> None:
    cookie = cookie_of(await login(client))
    response = await client.post("/api/auth/logout", headers={"Cookie": cookie})
    assert response.status_code == 204
    assert "Max-Age=0" in response.headers["Set-Cookie"]
    assert (await me(client, cookie)).status_code == 401


async def test_logout_is_fine_without_a_session(client: AsyncClient) -> None:
    assert (await client.post("/api/auth/logout")).status_code == 204


async def test_an_expired_session_is_refused_and_removed_by_the_next_login(
    app: FastAPI, client: AsyncClient
) -> None:
    cookie = cookie_of(await login(client))
    past = datetime(2020, 1, 1, tzinfo=UTC)
    async with app.state.sessions.begin() as session:
        await session.execute(update(UserSessionRow).values(expires_at=past))
    assert (await me(client, cookie)).status_code == 401
    await login(client)
    async with app.state.sessions() as session:
        assert await session.scalar(select(func.count()).select_from(UserSessionRow)) == 1


async def test_a_change_of_the_role_counts_at_once(app: FastAPI, client: AsyncClient) -> None:
    cookie = cookie_of(await login(client))
    await UserRepository(app.state.sessions).set_role(EMAIL, "admin")
    assert (await me(client, cookie)).json()["role"] == "admin"


@pytest.mark.parametrize("cookie", ["", "session=", "session=forged", "other=1"])
async def test_me_refuses(client: AsyncClient, cookie: str) -> None:
    response = await me(client, cookie)
    assert response.status_code == 401
    assert "WWW-Authenticate" not in response.headers
