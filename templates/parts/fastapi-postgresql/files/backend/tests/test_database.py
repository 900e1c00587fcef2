import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.database import engine as module
from app.database.engine import open_engine
from app.database.migration_connection import migration_connection
from tests.conftest import StartApp
from tests.database import execute


async def test_not_ready_while_the_database_is_gone_and_ready_again_after(
    start_app: StartApp, database_url: str
) -> None:
    name = database_url.rpartition("/")[2]
    async with start_app() as (_, client):
        assert (await client.get("/ready")).status_code == 200
        await execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        await execute(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        )
        response = await client.get("/ready")
        assert response.status_code == 503
        assert response.json() == {"status": "unavailable", "checks": {"database": "down"}}
        assert (await client.get("/health")).status_code == 200
        await execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        assert (await client.get("/ready")).status_code == 200


async def test_a_query_that_takes_too_long_is_ended(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STATEMENT_SECONDS", 0.05)
    engine = open_engine(database_url)
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError, match="statement timeout"):
            await connection.execute(text("SELECT pg_sleep(5)"))
    await engine.dispose()


async def test_of_two_instances_that_migrate_one_waits(database_url: str) -> None:
    async with migration_connection(database_url):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2), migration_connection(database_url):
                pass
