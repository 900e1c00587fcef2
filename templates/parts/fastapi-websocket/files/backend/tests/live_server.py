import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app.server import Server
from tests.settings import settings_for_tests


class LiveServer(Server):
    """The real server, on a free port, within the process of the tests."""

    def __init__(self, database_url: str) -> None:
        super().__init__(settings_for_tests(database_url=database_url, port=0))
        self.is_listening = asyncio.Event()

    @property
    def app(self) -> FastAPI:
        return self._app

    @property
    def address(self) -> str:
        host, port = self.servers[0].sockets[0].getsockname()
        return f"{host}:{port}"

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_listening.set()


@asynccontextmanager
async def live_server(database_url: str) -> AsyncIterator[LiveServer]:
    server = LiveServer(database_url)
    running = asyncio.create_task(server.serve())
    await server.is_listening.wait()
    yield server
    server.should_exit = True
    await running
