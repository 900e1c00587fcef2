from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from apps.users.models import User
from tests.sign_in import PASSWORD

pytestmark = pytest.mark.django_db

EMAIL = "ada@example.com"
CREDENTIALS = {"email": EMAIL, "password": PASSWORD}


@pytest.fixture(autouse=True)
def registered() -> User:
    return User.objects.create_user(EMAIL, PASSWORD)


def test_register_gives_the_user_and_never_the_password(client: APIClient) -> None:
    credentials = {"email": "Grace@Example.com ", "password": PASSWORD}
    user = client.post("/api/auth/register", credentials).json()
    assert user == {"id": user["id"], "email": "grace@example.com", "role": "user"}


def test_register_refuses_a_taken_address_whatever_its_case(client: APIClient) -> None:
    credentials = {"email": EMAIL.upper(), "password": PASSWORD}
    response = client.post("/api/auth/register", credentials)
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
def test_register_refuses(client: APIClient, credentials: dict[str, str], field: str) -> None:
    response = client.post("/api/auth/register", credentials)
    assert response.status_code == 422
    assert [it["field"] for it in response.json()["errors"]] == [field]


def test_too_many_failed_attempts_have_to_wait(
    client: APIClient, change_environment: Callable[..., None]
) -> None:
    change_environment(auth_rate_limit_max=3)
    wrong = {"email": EMAIL, "password": "something else"}
    for _attempt in range(3):
        assert client.post("/api/auth/login", wrong).status_code == 401
    response = client.post("/api/auth/login", CREDENTIALS)
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


def test_a_role_is_granted_by_command(registered: User) -> None:
    assert not registered.is_staff
    call_command("grant_role", EMAIL, "admin")
    registered.refresh_from_db()
    assert registered.is_staff


def test_nobody_gets_no_role() -> None:
    with pytest.raises(CommandError):
        call_command("grant_role", "nobody@example.com", "admin")


def test_admins_come_into_the_admin_pages(client: APIClient, registered: User) -> None:
    client.force_login(registered)
    assert client.get("/admin/").status_code == 302
    call_command("grant_role", EMAIL, "admin")
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/users/user/").status_code == 200
