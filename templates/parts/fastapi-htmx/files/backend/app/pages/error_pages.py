import json

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors.problem_details import ProblemResponse
from app.pages.rendering import render_error

# The page has its own.
CONTENT_HEADERS = {"content-length", "content-type"}


class ErrorPagesMiddleware:
    """Shows errors as pages to browsers, wherever they come from. The API has one form of answer for everybody."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _is_for_people(scope):
            await self.app(scope, receive, send)
            return
        refused: Headers | None = None

        async def send_page(message: Message) -> None:
            nonlocal refused
            if message["type"] == "http.response.start" and _is_problem(message):
                refused = Headers(scope=message)
            elif refused is None:
                await send(message)
            else:
                # A problem is sent in one piece.
                problem = json.loads(message["body"])
                headers = {
                    name: value for name, value in refused.items() if name not in CONTENT_HEADERS
                }
                page = render_error(
                    Request(scope), problem["status"], problem["detail"], headers
                )
                await page(scope, receive, send)

        await self.app(scope, receive, send_page)


def _is_for_people(scope: Scope) -> bool:
    accepted = Headers(scope=scope).get("Accept", "")
    return "text/html" in accepted and not scope["path"].startswith("/api/")


def _is_problem(message: Message) -> bool:
    return Headers(scope=message).get("Content-Type") == ProblemResponse.media_type
