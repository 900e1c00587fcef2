from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from alembic.util import CommandError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from app.database.engine import open_engine

# Any number that nothing else in this database takes.
LOCK = 7230_0001


@asynccontextmanager
async def migration_connection(database_url: str) -> AsyncIterator[AsyncConnection]:
    """Without limits on time, since large tables take long to change. Of two instances that start at once, one waits for the other."""
    engine = open_engine(database_url, command_timeout=None, server_settings={})
    try:
        await _reach(engine)
        async with engine.connect() as connection:
            await connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
            # The lock belongs to the session and stays; each migration has a transaction of its own.
            await connection.commit()
            yield connection
    finally:
        await engine.dispose()


async def _reach(engine: AsyncEngine) -> None:
    """Raises what Alembic prints as one line when no connection can be made."""
    try:
        async with engine.connect():
            pass
    except (OSError, asyncpg.PostgresError) as error:
        raise CommandError(
            f"The database of DATABASE_URL cannot be reached: {error}"
        ) from error
