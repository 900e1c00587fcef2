"""SQLite: one file."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError

_violation = re.compile(r"UNIQUE constraint failed: (.+)")


def database_settings(database_url: str) -> dict[str, Any]:
    """What `DATABASES` says about the database of a `file:` URL. Makes its folder."""
    file = database_file(database_url)
    file.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": {
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;",
            # Writers wait at the start of a transaction rather than failing in its middle.
            "transaction_mode": "IMMEDIATE",
            # Seconds.
            "timeout": 5,
        },
    }


def check_database() -> None:
    """Raises when the database cannot be read, or its file is gone or damaged.

    Opens a connection of its own, which makes no file where there is none.
    """
    location = f"{database_file(settings.ENVIRONMENT.database_url).absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(location, uri=True, timeout=2)) as connection:
        connection.execute("SELECT count(*) FROM django_migrations").fetchone()


def taken_columns(error: IntegrityError) -> list[str]:
    """The columns whose value another row has; empty for any other violation."""
    found = _violation.search(str(error))
    return [] if found is None else [it.split(".")[1] for it in found[1].split(", ")]


def database_file(database_url: str) -> Path:
    return Path(database_url.removeprefix("file:"))
