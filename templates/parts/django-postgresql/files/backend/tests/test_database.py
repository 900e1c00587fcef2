import pytest
from django.db import IntegrityError, OperationalError, connection
from rest_framework.test import APIClient

from apps.users.models import User
from config import database
from config.database import database_settings, taken_columns


@pytest.mark.django_db
def test_ready_when_the_database_answers(client: APIClient) -> None:
    assert client.get("/ready").json()["checks"] == {"database": "up"}


@pytest.mark.django_db
def test_not_ready_when_a_query_fails(client: APIClient) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_migrations RENAME TO moved")
    response = client.get("/ready")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "checks": {"database": "down"}}


@pytest.mark.django_db
def test_a_query_that_takes_too_long_is_ended() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '50ms'")
        with pytest.raises(OperationalError, match="statement timeout"):
            cursor.execute("SELECT pg_sleep(5)")


def test_every_query_has_a_limit_and_the_url_may_say_more() -> None:
    settings = database_settings("postgresql://ada:secret@db.example:5433/shop?sslmode=require")
    assert (settings["NAME"], settings["HOST"], settings["PORT"]) == ("shop", "db.example", "5433")
    options = settings["OPTIONS"]
    assert options["sslmode"] == "require"
    assert options["options"] == f"-c statement_timeout={database.STATEMENT_SECONDS}s"


@pytest.mark.django_db
def test_only_a_unique_constraint_names_columns() -> None:
    User.objects.create_user("ada@example.com", "a password")
    with pytest.raises(IntegrityError) as caught:
        User.objects.create_user("ada@example.com", "a password")
    assert taken_columns(caught.value) == ["email"]
    assert taken_columns(IntegrityError("something else")) == []
