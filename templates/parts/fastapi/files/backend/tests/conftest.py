from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from app.application import create_app
from tests.database import copied_database, empty_database
from tests.settings import settings_for_tests

StartApp = Callable[..., AbstractAsyncContextManager[tuple[FastAPI, AsyncClient]]]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database with all migrations applied, from which the tests take copies."""
    with empty_database(tmp_path_factory.mktemp("migrated")) as url:
        command.upgrade(alembic_config(url), "head")
        yield url


@pytest.fixture
def database_url(tmp_path: Path, migrated_database: str) -> Iterator[str]:
    """A database of its own for each test."""
    with copied_database(migrated_database, tmp_path) as url:
        yield url


@pytest.fixture
def start_app(database_url: str) -> StartApp:
    """Starts the application with other settings."""

    @asynccontextmanager
    async def start(**changes: Any) -> AsyncIterator[tuple[FastAPI, AsyncClient]]:
        app = create_app(settings_for_tests(**({"database_url": database_url} | changes)))
        transport = ASGITransport(app)
        async with (
            app.router.lifespan_context(app),
            AsyncClient(transport=transport, base_url="https://api.example") as client,
        ):
            yield app, client

    return start


@pytest.fixture
async def running(start_app: StartApp) -> AsyncIterator[tuple[FastAPI, AsyncClient]]:
    async with start_app() as started:
        yield started


@pytest.fixture
def app(running: tuple[FastAPI, AsyncClient]) -> FastAPI:
    return running[0]


@pytest.fixture
def client(running: tuple[FastAPI, AsyncClient]) -> AsyncClient:
    return running[1]


def alembic_config(url: str) -> Config:
    config = Config("alembic.ini")
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config
