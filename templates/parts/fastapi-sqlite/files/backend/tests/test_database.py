from collections.abc import Callable
from pathlib import Path

import pytest
from httpx import AsyncClient

from app.database.engine import database_file
from tests.conftest import StartApp


def remove(file: Path) -> None:
    file.unlink()


def damage(file: Path) -> None:
    file.write_text("not a database" * 1000)


@pytest.mark.parametrize("spoil", [remove, damage])
async def test_not_ready_when_the_file_is_gone_or_damaged(
    start_app: StartApp, database_url: str, spoil: Callable[[Path], None]
) -> None:
    async with start_app() as (_, client):
        assert (await client.get("/ready")).status_code == 200
        spoil(database_file(database_url))
        await expect_down(client)


async def expect_down(client: AsyncClient) -> None:
    response = await client.get("/ready")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "checks": {"database": "down"}}
    assert (await client.get("/health")).status_code == 200
