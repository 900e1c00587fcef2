from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from rest_framework.test import APIClient

from apps.sign_in.models import Session
from apps.users.models import Role, User
from tests.sign_in import PASSWORD

pytestmark = pytest.mark.django_db

EMAIL = "ada@example.com"
CREDENTIALS = {"email": EMAIL, "password": PASSWORD}


@pytest.fixture(autouse=True)
def registered() -> User:
    return User.objects.create_user(EMAIL, PASSWORD)


def login(client: APIClient) -> Any:
    response = client.post("/api/auth/login", CREDENTIALS)
    assert response.status_code == 200
    return response


def session_of(response: HttpResponse) -> str:
    return response.cookies["session"].value


def me(session_id: str) -> Any:
    client = APIClient()
    client.cookies["session"] = session_id
    return client.get("/api/auth/me")


def test_login_gives_the_user_and_a_cookie_that_scripts_cannot_read(client: APIClient) -> None:
    response = login(client)
    assert response.json()["user"]["email"] == EMAIL
    assert response["Cache-Control"] == "no-store"
    cookie = response.cookies["session"]
    assert len(cookie.value) >= 43
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["max-age"]) == ("Lax", "/", 1209600)
    assert not cookie["secure"]
    assert me(cookie.value).json()["email"] == EMAIL


def test_the_cookie_travels_over_https_only_in_production(
    client: APIClient, change_environment: Callable[..., None]
) -> None:
    change_environment(app_env="production")
    assert login(client).cookies["session"]["secure"]


@pytest.mark.parametrize(
    "credentials",
    [
        {"email": EMAIL, "password": "something else"},
        {"email": "nobody@example.com", "password": PASSWORD},
    ],
)
def test_login_refuses_in_the_same_words(client: APIClient, credentials: dict[str, str]) -> None:
    response = client.post("/api/auth/login", credentials)
    assert response.status_code == 401
    assert response.json()["detail"] == "Email or password is wrong"


def test_only_a_hash_of_the_id_is_kept(client: APIClient) -> None:
    session_id = session_of(login(client))
    assert not Session.objects.filter(id_hash=session_id).exists()


def test_login_ends_the_session_that_it_came_with(client: APIClient) -> None:
    first = session_of(login(client))
    second = session_of(login(client))
    assert second != first
    assert me(first).status_code == 401
    assert me(second).status_code == 200


def test_logout_ends_the_session_at_the_server(client: APIClient) -> None:
    session_id = session_of(login(client))
    response = client.post("/api/auth/logout")
    assert response.status_code == 204
    assert response.cookies["session"]["max-age"] == 0
    assert me(session_id).status_code == 401


def test_logout_is_fine_without_a_session(client: APIClient) -> None:
    assert client.post("/api/auth/logout").status_code == 204


def test_an_expired_session_is_refused_and_removed_by_the_next_login(client: APIClient) -> None:
    session_id = session_of(login(client))
    Session.objects.update(expires_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert me(session_id).status_code == 401
    login(APIClient())
    assert Session.objects.count() == 1


def test_a_change_of_the_role_counts_at_once(client: APIClient) -> None:
    session_id = session_of(login(client))
    User.objects.update(role=Role.ADMIN)
    assert me(session_id).json()["role"] == "admin"


@pytest.mark.parametrize("session_id", ["", "forged"])
def test_me_refuses(session_id: str) -> None:
    response = me(session_id)
    assert response.status_code == 401
    assert "WWW-Authenticate" not in response
