from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection

from app.database.engine import open_engine


@asynccontextmanager
async def migration_connection(database_url: str) -> AsyncIterator[AsyncConnection]:
    engine = open_engine(database_url)
    try:
        async with engine.connect() as connection:
            yield connection
    finally:
        await engine.dispose()
