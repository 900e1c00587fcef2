from django.db import connection
from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.realtime.feed import feed
from apps.realtime.streams import connections
from apps.sign_in.authentication import sign_in_of

LAST_EVENT_ID = OpenApiParameter(
    "Last-Event-ID",
    {"type": "string"},
    OpenApiParameter.HEADER,
    description="The last id that was seen; what came after it is sent first",
)


class EventStreamView(APIView):
    @extend_schema(
        operation_id="listenToEvents",
        tags=["events"],
        summary="Changes as server-sent events",
        parameters=[LAST_EVENT_ID],
        responses={
            (200, "text/event-stream"): OpenApiResponse(
                OpenApiTypes.STR, "A stream without an end"
            )
        },
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        last_event_id = request.headers.get("Last-Event-ID")
        # A stream may last for hours, and needs the database no more.
        connection.close()
        return StreamingHttpResponse(
            connections.listen(feed, last_event_id, sign_in_of(request)),
            content_type="text/event-stream",
            headers={"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"},
        )
