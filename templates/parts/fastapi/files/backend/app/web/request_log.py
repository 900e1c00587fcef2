import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.stdlib.get_logger(__name__)


class RequestLogMiddleware:
    """Writes one line per request when its response is done, or when the caller has gone away; for a WebSocket when it is closed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        started_at = time.perf_counter()
        status = 0
        is_complete = False

        async def send_and_note(message: Message) -> None:
            nonlocal status, is_complete
            if message["type"].endswith("http.response.start"):
                status = message["status"]
            elif message["type"].endswith("http.response.body"):
                is_complete = not message.get("more_body", False)
            elif message["type"] == "websocket.accept":
                status, is_complete = 101, True
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        finally:
            write = log.error if status >= 500 else log.info
            write(
                "request completed" if is_complete else "request aborted",
                method=scope.get("method", "GET"),
                path=scope["path"],
                status=status,
                durationMs=round((time.perf_counter() - started_at) * 1000),
            )
