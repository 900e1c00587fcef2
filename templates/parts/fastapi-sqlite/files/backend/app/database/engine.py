"""SQLite: one file, opened through SQLAlchemy and aiosqlite."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine


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


async def check_database(database_url: str) -> None:
    """Raises when the database cannot be read, or its file is gone or damaged.

    Opens a connection of its own, since what an open one holds in its cache outlives the file. Reading the file past SQLite would
    end the locks of this process on it (How To Corrupt An SQLite Database File, 2.2).
    """
    location = f"{database_file(database_url).absolute().as_uri()}?mode=ro"
    await asyncio.to_thread(_read_version, location)


def _read_version(location: str) -> None:
    with closing(sqlite3.connect(location, uri=True)) as connection:
        connection.execute("SELECT count(*) FROM alembic_version").fetchone()


def database_file(database_url: str) -> Path:
    return Path(database_url.removeprefix("file:"))
