import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from tests.conftest import StartApp
from tests.credentials import CREDENTIALS, EMAIL, PASSWORD, register
from tests.sign_in import sign_in


@pytest.fixture(autouse=True)
async def registered(client: AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    await register(client, monkeypatch)


async def test_register_gives_the_user_and_never_the_password(client: AsyncClient) -> None:
    credentials = {"email": "Grace@Example.com ", "password": PASSWORD}
    user = (await client.post("/api/auth/register", json=credentials)).json()
    assert user == {"id": user["id"], "email": "grace@example.com", "role": "user"}


async def test_register_refuses_a_taken_address_whatever_its_case(client: AsyncClient) -> None:
    credentials = {"email": EMAIL.upper(), "password": PASSWORD}
    response = await client.post("/api/auth/register", json=credentials)
    assert response.status_code == 409
    assert response.json()["errors"] == [{"field": "email", "message": "is taken"}]


@pytest.mark.parametrize(
    ("credentials", "field"),
    [
        ({"email": "nobody", "password": PASSWORD}, "email"),
        ({"email": "bo@example.com", "password": "short"}, "password"),
        ({"email": "bo@example.com", "password": PASSWORD, "role": "admin"}, "role"),
    ],
)
async def test_register_refuses(
    client: AsyncClient, credentials: dict[str, str], field: str
) -> None:
    response = await client.post("/api/auth/register", json=credentials)
    assert response.status_code == 422
    assert [it["field"] for it in response.json()["errors"]] == [field]


@pytest.mark.parametrize(
    "credentials",
    [
        {"email": EMAIL, "password": "something else"},
        {"email": "nobody@example.com", "password": PASSWORD},
    ],
)
async def test_login_refuses_in_the_same_words(
    client: AsyncClient, credentials: dict[str, str]
) -> None:
    response = await client.post("/api/auth/login", json=credentials)
    assert response.status_code == 401
    assert response.json()["detail"] == "Email or password is wrong"


async def test_me_tells_who_is_signed_in(app: FastAPI, client: AsyncClient) -> None:
    response = await client.get("/api/auth/me", headers=await sign_in(app, "admin"))
    user = response.json()
    assert user == {"id": user["id"], "email": "admin@example.com", "role": "admin"}


async def test_too_many_failed_attempts_have_to_wait(start_app: StartApp) -> None:
    async with start_app(auth_rate_limit_max=3) as (_, client):
        wrong = {"email": EMAIL, "password": "something else"}
        for _attempt in range(3):
            assert (await client.post("/api/auth/login", json=wrong)).status_code == 401
        response = await client.post("/api/auth/login", json=CREDENTIALS)
        assert response.status_code == 429
        assert int(response.headers["Retry-After"]) > 0
