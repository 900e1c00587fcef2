"""SQLite: one file, opened through SQLAlchemy and aiosqlite."""

from pathlib import Path
from typing import Any

from anyio import to_thread
from sqlalchemy import URL, Connection, event, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

HEADER = b"SQLite format 3\x00"


def open_engine(database_url: str) -> AsyncEngine:
    """Opens the database of a `file:` URL and makes its folder."""
    file = database_file(database_url)
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(URL.create("sqlite+aiosqlite", database=str(file)))

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        # Transactions are begun below, not by the driver, which would leave out those of DDL.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA busy_timeout = 5000")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


async def check_database(engine: AsyncEngine, database_url: str) -> None:
    """Raises when the database cannot be queried, or its file is gone or damaged."""
    async with engine.connect() as connection:
        await connection.execute(text("SELECT count(*) FROM alembic_version"))
    # What SQLite holds in its cache outlives the file.
    await to_thread.run_sync(_check_file, database_file(database_url))


def database_file(database_url: str) -> Path:
    return Path(database_url.removeprefix("file:"))


def _check_file(file: Path) -> None:
    with file.open("rb") as content:
        if content.read(len(HEADER)) != HEADER:
            raise OSError("the file is not a SQLite database")
