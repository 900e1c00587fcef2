import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from rest_framework.test import APIClient


@pytest.fixture
def file(tmp_path: Path, change_environment: Callable[..., None]) -> Path:
    """A database that has been migrated."""
    path = tmp_path / "app.db"
    change_environment(database_url=f"file:{path}")
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE django_migrations (id integer)")
    connection.close()
    return path


def remove(file: Path) -> None:
    file.unlink()


def damage(file: Path) -> None:
    file.write_text("not a database" * 1000)


@pytest.mark.parametrize("spoil", [remove, damage])
def test_not_ready_when_the_file_is_gone_or_damaged(
    client: APIClient, file: Path, spoil: Callable[[Path], None]
) -> None:
    assert client.get("/ready").status_code == 200
    spoil(file)
    response = client.get("/ready")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "checks": {"database": "down"}}
    assert client.get("/health").status_code == 200
