from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors.app_errors import PayloadTooLargeError
from app.errors.problem_details import app_error_response


class BodyLimitMiddleware:
    """Refuses bodies over the limit: by the announced length, or as soon as more has come."""

    def __init__(self, app: ASGIApp, limit_bytes: int) -> None:
        self.app = app
        self._limit = limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        length = Headers(scope=scope).get("Content-Length", "0")
        if length.isdigit() and int(length) > self._limit:
            error = PayloadTooLargeError("The request body is too large")
            await app_error_response(scope, error)(scope, receive, send)
            return
        received = 0

        async def receive_within_limit() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limit:
                # FastAPI lets only this class pass while it reads a body.
                raise HTTPException(413)
            return message

        await self.app(scope, receive_within_limit, send)
