import math
import signal
import socket
from types import FrameType

import structlog
import uvicorn

from app.application import create_app, end_connections
from app.config import Settings

log = structlog.stdlib.get_logger(__name__)


class Server(uvicorn.Server):
    """Stops in order: no new connections, running requests finish, resources are given back."""

    def __init__(self, settings: Settings) -> None:
        self._app = create_app(settings)
        super().__init__(
            uvicorn.Config(
                self._app,
                host=settings.host,
                port=settings.port,
                log_config=None,
                access_log=False,
                server_header=False,
                forwarded_allow_ips=settings.trusted_proxies,
                timeout_graceful_shutdown=math.ceil(settings.shutdown_timeout_ms / 1000),
            )
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        end_connections(self._app)
        await super().shutdown(sockets)


def serve(settings: Settings) -> None:
    """Runs until SIGTERM or SIGINT."""
    # Uvicorn raises the signal that it was stopped with once more when it is done.
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, _stopped)
    Server(settings).run()


def _stopped(signum: int, _: FrameType | None) -> None:
    log.info("stopped", signal=signal.Signals(signum).name)
