"""Django reads a body whole before anything else runs, so one that is too long is cut off before Django, and refused in it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

# In the scope of a request whose body was cut off.
MARK = "body_is_too_long"
END: Message = {"type": "http.request", "body": b"", "more_body": False}


def cut_off_bodies(application: Application) -> Application:
    """ASGI middleware: hands on no more of a body than the limit allows, and marks the request."""

    async def limited(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            receive = _within_limit(scope, receive, settings.ENVIRONMENT.body_limit_bytes)
        await application(scope, receive, send)

    return limited


def is_body_too_long(request: HttpRequest) -> bool:
    announced = int(request.META.get("CONTENT_LENGTH") or 0)
    is_cut_off = MARK in getattr(request, "scope", {})
    return is_cut_off or announced > settings.ENVIRONMENT.body_limit_bytes


def _within_limit(scope: Scope, receive: Receive, limit_bytes: int) -> Receive:
    announced = dict(scope["headers"]).get(b"content-length", b"")
    is_over = announced.isdigit() and int(announced) > limit_bytes
    received = 0

    async def receive_within_limit() -> Message:
        nonlocal is_over, received
        if MARK in scope:
            # Django has its end of the body, and waits for the caller to go away.
            while (message := await receive())["type"] != "http.disconnect":
                continue
            return message
        if not is_over:
            message = await receive()
            received += len(message.get("body", b""))
            is_over = received > limit_bytes
            if not is_over:
                return message
        scope[MARK] = True
        return END

    return receive_within_limit
