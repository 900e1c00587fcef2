from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Header, Request
from starlette.responses import StreamingResponse

from app.events.event_log import Event
from app.events.live_events import LiveEvents, LiveEventsDep, follow
from app.features.auth.access import CurrentUser
from app.features.auth.signed_in_user import SignedInUser

events_router = APIRouter(tags=["events"])


class EventStreamResponse(StreamingResponse):
    media_type = "text/event-stream"


@events_router.get(
    "",
    summary="Changes as server-sent events",
    response_class=EventStreamResponse,
    response_description="A stream without an end",
)
async def listen_to_events(
    request: Request,
    user: CurrentUser,
    live_events: LiveEventsDep,
    last_event_id: Annotated[
        str | None,
        Header(
            alias="Last-Event-ID",
            description="The last id that was seen; what came after it is sent first",
        ),
    ] = None,
) -> EventStreamResponse:
    return EventStreamResponse(
        event_stream(live_events, request, user, last_event_id),
        headers={"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"},
    )


async def event_stream(
    live_events: LiveEvents, request: Request, user: SignedInUser, last_event_id: str | None
) -> AsyncIterator[str]:
    with live_events.subscribe() as subscription:
        missed = [] if last_event_id is None else live_events.log.since(last_event_id)
        yield "retry: 2000\n: connected\n\n"
        if missed is None:
            yield "event: reset\ndata: {}\n\n"
        for event in missed or []:
            yield _text_of(event)
        async for news in follow(subscription, request, user):
            yield ": ping\n\n" if news is None else _text_of(news)


def _text_of(event: Event) -> str:
    return f"id: {event.id}\nevent: {event.type}\ndata: {event.data}\n\n"
