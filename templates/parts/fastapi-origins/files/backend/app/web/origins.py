from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors.app_errors import ForbiddenError
from app.errors.problem_details import app_error_response

# RFC 9110, 9.2.1: these change nothing.
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


class OriginMiddleware:
    """Refuses what pages of other sites make a browser send, with its cookies: changes, and WebSockets.

    Browsers say where a request comes from, in Origin or Sec-Fetch-Site. Programs say neither and pass.
    """

    def __init__(self, app: ASGIApp, allowed_origins: tuple[str, ...]) -> None:
        self.app = app
        self._allowed = allowed_origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _can_change_something(scope) and self._is_foreign(Headers(scope=scope)):
            error = ForbiddenError("This origin may not call the API")
            await app_error_response(scope, error)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _is_foreign(self, headers: Headers) -> bool:
        origin = headers.get("Origin")
        if origin is None:
            return headers.get("Sec-Fetch-Site") == "cross-site"
        _, _, host = origin.partition("://")
        return origin not in self._allowed and host != headers.get("Host")


def _can_change_something(scope: Scope) -> bool:
    if scope["type"] == "http":
        return scope["method"] not in SAFE_METHODS
    return bool(scope["type"] == "websocket")
