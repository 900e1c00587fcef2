"""Changes over a WebSocket (RFC 6455). `{"type": "ping"}` of a client is answered, since pages cannot see the pings of the protocol."""

import asyncio
import json
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Query, WebSocket, WebSocketDisconnect

from app.errors.app_errors import UpgradeRequiredError
from app.events.event_log import Event
from app.events.live_events import Ending, LiveEventsDep, Subscription, follow
from app.features.auth.access import Authenticated, CurrentUser
from app.features.auth.signed_in_user import SignedInUser

SUBPROTOCOL = "events.v1"
NOT_TEXT_WITH_JSON = 1003
CLOSE_CODES: dict[Ending, int] = {"shutdown": 1001, "signed out": 4401}
CLOSE_SECONDS = 1

LastEventId = Annotated[
    str | None,
    Query(
        alias="lastEventId",
        description="The last id that was seen; what came after it is sent first",
    ),
]

socket_router = APIRouter(tags=["events"])


@socket_router.get(
    "",
    status_code=101,
    summary="Changes over a WebSocket",
    response_description="A WebSocket with the subprotocol events.v1",
    dependencies=[Authenticated],
)
async def open_socket(_: LastEventId = None) -> None:
    # Who asks for a WebSocket gets to `connect`.
    raise UpgradeRequiredError


@socket_router.websocket("")
async def connect(
    socket: WebSocket,
    user: CurrentUser,
    live_events: LiveEventsDep,
    last_event_id: LastEventId = None,
) -> None:
    is_offered = SUBPROTOCOL in socket.scope["subprotocols"]
    await socket.accept(SUBPROTOCOL if is_offered else None)
    with live_events.subscribe() as subscription:
        missed = [] if last_event_id is None else live_events.log.since(last_event_id)
        first = ['{"event":"reset"}'] if missed is None else [_text_of(it) for it in missed]
        code = await _serve(socket, user, subscription, first)
        # Nobody can be told who reads too slowly or is gone.
        if code is not None:
            with suppress(TimeoutError, WebSocketDisconnect):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await socket.close(code)


async def _serve(
    socket: WebSocket, user: SignedInUser, subscription: Subscription, first: list[str]
) -> int | None:
    """Sends and answers until one side has enough. Gives the code to close with, None when there is nothing to say."""
    sending = asyncio.create_task(_send(socket, user, subscription, first))
    answering = asyncio.create_task(_answer(socket))
    ending = asyncio.create_task(subscription.wait_for_end())
    tasks = (sending, answering, ending)
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if subscription.ending is not None:
            return CLOSE_CODES.get(subscription.ending)
        if answering.done():
            return answering.result()
        sending.result()
        return None
    except WebSocketDisconnect:
        return None
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _send(
    socket: WebSocket, user: SignedInUser, subscription: Subscription, first: list[str]
) -> None:
    for text in first:
        await socket.send_text(text)
    # The server sends the pings itself.
    async for event in follow(subscription, socket, user):
        if event is not None:
            await socket.send_text(_text_of(event))


async def _answer(socket: WebSocket) -> int:
    """Gives the code to close with when the client has sent what is no JSON; raises WebSocketDisconnect when it has left."""
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message["code"])
        try:
            value = json.loads(message["text"])
        except (KeyError, ValueError, RecursionError):
            return NOT_TEXT_WITH_JSON
        if isinstance(value, dict) and value.get("type") == "ping":
            await socket.send_text('{"type":"pong"}')
        else:
            await socket.send_text('{"type":"error","detail":"Only pings are understood"}')


def _text_of(event: Event) -> str:
    return f'{{"id":{json.dumps(event.id)},"event":{json.dumps(event.type)},"data":{event.data}}}'
