"""Databases for tests, on the server of TEST_DATABASE_URL. Its user must be allowed to make databases."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg

SERVER = os.environ.get("TEST_DATABASE_URL", "postgresql://app:app@127.0.0.1:5432/postgres")


@contextmanager
def empty_database(_: Path) -> Iterator[str]:
    """The URL of a database without tables."""
    yield from _database("template1")


@contextmanager
def copied_database(source_url: str, _: Path) -> Iterator[str]:
    yield from _database(source_url.rpartition("/")[2])


def _database(template: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    asyncio.run(execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    try:
        yield f"{SERVER.rpartition('/')[0]}/{name}"
    finally:
        asyncio.run(execute(f'DROP DATABASE "{name}" WITH (FORCE)'))


async def execute(statement: str) -> None:
    connection = await asyncpg.connect(SERVER)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
