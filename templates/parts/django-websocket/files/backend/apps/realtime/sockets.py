"""Changes over a WebSocket (RFC 6455). `{"type": "ping"}` of a client is answered, since pages cannot see the pings of the protocol."""

import asyncio
import json
import time
from collections.abc import Awaitable
from urllib.parse import parse_qs
from uuid import uuid4

import structlog
from asgiref.sync import sync_to_async
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.request import HttpHeaders

from api.body_limit import Application, Receive, Scope, Send
from api.errors import AppError, ForbiddenError, NotFoundError, UnauthorizedError
from api.origins import is_foreign
from api.problems import app_error_response
from apps.realtime.feed import Event, Feed, feed
from apps.realtime.follower import Follower
from apps.sign_in.authentication import identify_socket

PATH = "/api/socket"
SUBPROTOCOL = "events.v1"
# How often a sign-in is looked at again.
CHECK_SECONDS = 10
# A client that has this many events waiting reads too slowly and is dropped; it comes back with its last event id.
MAX_WAITING = 1000
CLOSE_SECONDS = 1

GOING_AWAY = 1001
NOT_TEXT_WITH_JSON = 1003
SIGNED_OUT = 4401

log = structlog.stdlib.get_logger(__name__)


def with_sockets(application: Application) -> Application:
    """ASGI middleware: answers WebSockets, and leaves everything else to Django."""

    async def route(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            with structlog.contextvars.bound_contextvars(requestId=str(uuid4())):
                await _connect(scope, receive, send)
        else:
            await application(scope, receive, send)

    return route


class Sockets:
    """Everybody who is connected; belongs to one event loop."""

    def __init__(self) -> None:
        self._open: set[Socket] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def serve(
        self,
        events: Feed,
        last_event_id: str | None,
        follower: Follower,
        receive: Receive,
        send: Send,
    ) -> int | None:
        """Sends and answers until one side has enough. Gives the code to close with, None when nobody can be told."""
        socket = Socket(receive, send)
        self._open.add(socket)
        try:
            with events.follow(socket.hear, last_event_id) as missed:
                texts = ['{"event":"reset"}'] if missed is None else list(map(_text_of, missed))
                return await _first_result(socket.send_events(texts, follower), socket.answer())
        finally:
            self._open.discard(socket)

    async def close(self) -> None:
        """Says goodbye to everybody, before the server ends the connections in its own words."""
        for socket in tuple(self._open):
            socket.end(GOING_AWAY)
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=CLOSE_SECONDS)

    def note(self, task: asyncio.Task[None] | None) -> None:
        """Remembers who has to be waited for."""
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)


class Socket:
    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._loop = asyncio.get_running_loop()
        self._waiting: asyncio.Queue[str | int | None] = asyncio.Queue(MAX_WAITING)

    def hear(self, event: Event) -> None:
        """Called from any thread."""
        self._loop.call_soon_threadsafe(self._put, _text_of(event))

    def end(self, code: int | None) -> None:
        while self._waiting.full():
            self._waiting.get_nowait()
        self._waiting.put_nowait(code)

    async def send_events(self, first: list[str], follower: Follower) -> int | None:
        for text in first:
            await self._send_text(text)
        while (left := follower.expires_at - time.time()) > 0:
            try:
                async with asyncio.timeout(min(CHECK_SECONDS, left)):
                    text_or_code = await self._waiting.get()
            except TimeoutError:
                if not await follower.is_alive():
                    return SIGNED_OUT
                continue
            if not isinstance(text_or_code, str):
                return text_or_code
            await self._send_text(text_or_code)
        return SIGNED_OUT

    async def answer(self) -> int | None:
        while True:
            message = await self._receive()
            if message["type"] == "websocket.disconnect":
                return None
            try:
                value = json.loads(message["text"])
            except (KeyError, TypeError, ValueError, RecursionError):
                return NOT_TEXT_WITH_JSON
            if isinstance(value, dict) and value.get("type") == "ping":
                await self._send_text('{"type":"pong"}')
            else:
                await self._send_text('{"type":"error","detail":"Only pings are understood"}')

    async def _send_text(self, text: str) -> None:
        await self._send({"type": "websocket.send", "text": text})

    def _put(self, text: str) -> None:
        if self._waiting.full():
            self.end(None)
        else:
            self._waiting.put_nowait(text)


connections = Sockets()


async def _connect(scope: Scope, receive: Receive, send: Send) -> None:
    # The first message says that somebody would like to connect.
    await receive()
    request = HttpRequest()
    request.path = scope["path"]
    try:
        follower = await _admit(scope)
    except AppError as error:
        log.info("socket refused", path=request.path, status=error.status)
        await _refuse(app_error_response(request, error), send)
        return
    is_offered = SUBPROTOCOL in scope["subprotocols"]
    await send({"type": "websocket.accept", "subprotocol": SUBPROTOCOL if is_offered else None})
    log.info("socket opened", path=request.path)
    last_event_id = parse_qs(scope["query_string"].decode()).get("lastEventId", [None])[0]
    connections.note(asyncio.current_task())
    code = await connections.serve(feed, last_event_id, follower, receive, send)
    if code is not None:
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await send({"type": "websocket.close", "code": code})
        except (TimeoutError, OSError):
            log.info("socket could not be closed in order")
    log.info("socket closed", path=request.path, code=code)


async def _admit(scope: Scope) -> Follower:
    if scope["path"] != PATH:
        raise NotFoundError(f"Nothing answers at {scope['path']}")
    headers = HttpHeaders(
        {f"HTTP_{name.decode().upper().replace('-', '_')}": value.decode("latin-1") for name, value in scope["headers"]}
    )
    if is_foreign(headers):
        raise ForbiddenError("This origin may not call the API")
    follower = await sync_to_async(_identified)(scope["subprotocols"], headers)
    if follower is None:
        raise UnauthorizedError("Sign in first")
    return follower


def _identified(subprotocols: list[str], headers: HttpHeaders) -> Follower | None:
    try:
        return identify_socket(subprotocols, headers.get("Cookie", ""))
    finally:
        # The connection may last for hours, and needs the database no more.
        connection.close()


async def _refuse(response: HttpResponse, send: Send) -> None:
    headers = [(name.encode(), value.encode()) for name, value in response.items()]
    start = {"type": "websocket.http.response.start", "status": response.status_code}
    await send({**start, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": response.content})


async def _first_result(*ways: Awaitable[int | None]) -> int | None:
    tasks = [asyncio.ensure_future(it) for it in ways]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        return done.pop().result()
    except OSError:
        # The client has gone.
        return None
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _text_of(event: Event) -> str:
    return f'{{"id":{json.dumps(event.id)},"event":{json.dumps(event.type)},"data":{event.json}}}'
