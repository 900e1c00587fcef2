import asyncio
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

# Proxies close a connection that is silent for long; 60 s is a usual limit.
PING_SECONDS = 10
MAX_MESSAGE_BYTES = 64 * 1024
# How long what was written last may take to reach the client.
GOODBYE_SECONDS = 3


class SocketProtocol(WebSocketsSansIOProtocol):
    """Gives up clients that do not read. To close a connection means to wait until everything is sent, with them for ever."""

    def on_task_complete(self, task: asyncio.Task[None]) -> None:
        super().on_task_complete(task)
        self.loop.call_later(GOODBYE_SECONDS, self.transport.abort)

    def keepalive_timeout(self) -> None:
        super().keepalive_timeout()
        self.transport.abort()


# A client that has not answered a ping when the next one is due is gone.
SOCKET_OPTIONS: dict[str, Any] = {
    "ws": SocketProtocol,
    "ws_ping_interval": PING_SECONDS,
    "ws_ping_timeout": PING_SECONDS,
    "ws_max_size": MAX_MESSAGE_BYTES,
    "ws_per_message_deflate": False,
}
