from typing import Annotated

from fastapi import APIRouter, Header, Request
from starlette.responses import StreamingResponse

from app.events.event_stream import EventStream
from app.features.auth.access import CurrentUser

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
    last_event_id: Annotated[
        str | None,
        Header(
            alias="Last-Event-ID",
            description="The last id that was seen; what came after it is sent first",
        ),
    ] = None,
) -> EventStreamResponse:
    event_stream: EventStream = request.app.state.event_stream
    return EventStreamResponse(
        event_stream.listen(last_event_id, user.token_expires_at),
        headers={"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"},
    )
