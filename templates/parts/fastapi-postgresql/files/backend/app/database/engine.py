"""PostgreSQL, opened through SQLAlchemy and asyncpg."""

from typing import Any

import asyncpg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

CONNECT_SECONDS = 5
POOL_WAIT_SECONDS = 5
STATEMENT_SECONDS = 10


def open_engine(database_url: str, **options: Any) -> AsyncEngine:
    """Opens a pool; nothing is connected before the first query. asyncpg reads the URL, so it may say what libpq knows too."""
    # The server ends a query that takes too long. The driver does a little later, for a server that cannot be reached any more.
    settings: dict[str, Any] = {
        "timeout": CONNECT_SECONDS,
        "command_timeout": STATEMENT_SECONDS + 1,
        "server_settings": {"statement_timeout": f"{STATEMENT_SECONDS}s"},
    }

    async def connect() -> Any:
        return await asyncpg.connect(database_url, **(settings | options))

    return create_async_engine(
        "postgresql+asyncpg://",
        async_creator=connect,
        pool_size=10,
        max_overflow=0,
        pool_timeout=POOL_WAIT_SECONDS,
        pool_pre_ping=True,
    )


async def check_database(engine: AsyncEngine) -> None:
    """Raises when the database cannot be queried."""
    async with engine.connect() as connection:
        await connection.execute(text("SELECT count(*) FROM alembic_version"))
