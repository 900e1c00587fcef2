"""PostgreSQL, through psycopg and its pool."""

import re
from typing import Any

from django.db import IntegrityError, connection
from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import UniqueViolation

CONNECT_SECONDS = 3
POOL_WAIT_SECONDS = 3
STATEMENT_SECONDS = 10

_violation = re.compile(r'Key \("?(.+?)"?\)=')


def database_settings(database_url: str) -> dict[str, Any]:
    """What `DATABASES` says. Nothing is connected before the first query. The URL may say whatever libpq knows."""
    given = conninfo_to_dict(database_url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": given.pop("dbname", ""),
        "USER": given.pop("user", ""),
        "PASSWORD": given.pop("password", ""),
        "HOST": given.pop("host", ""),
        "PORT": given.pop("port", ""),
        # A connection that is taken from the pool is tried out first.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": CONNECT_SECONDS,
            "options": f"-c statement_timeout={STATEMENT_SECONDS}s",
            **given,
            "pool": {"min_size": 1, "max_size": 10, "timeout": POOL_WAIT_SECONDS},
        },
    }


def check_database() -> None:
    """Raises when the database cannot be queried."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")


def taken_columns(error: IntegrityError) -> list[str]:
    """The columns whose value another row has; empty for any other violation."""
    cause = error.__cause__
    if not isinstance(cause, UniqueViolation):
        return []
    found = _violation.search(cause.diag.message_detail or "")
    return [] if found is None else found[1].split(", ")
