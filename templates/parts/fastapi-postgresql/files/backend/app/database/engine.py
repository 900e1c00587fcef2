"""PostgreSQL, opened through SQLAlchemy and asyncpg."""

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine


def open_engine(database_url: str) -> AsyncEngine:
    """Opens a pool for a `postgresql://` URL. Nothing is connected before the first query."""
    return create_async_engine(
        make_url(database_url).set(drivername="postgresql+asyncpg"),
        pool_size=10,
        max_overflow=0,
        # Seconds that a request waits for a free connection.
        pool_timeout=5,
        pool_pre_ping=True,
        connect_args={"timeout": 5, "command_timeout": 30},
    )


async def check_database(engine: AsyncEngine) -> None:
    """Raises when the database cannot be queried."""
    async with engine.connect() as connection:
        await connection.execute(text("SELECT count(*) FROM alembic_version"))
