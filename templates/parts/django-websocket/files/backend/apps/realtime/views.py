from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.errors import UpgradeRequiredError

LAST_EVENT_ID = OpenApiParameter(
    "lastEventId",
    {"type": "string"},
    description="The last id that was seen; what came after it is sent first",
)


class SocketView(APIView):
    """Who asks for a WebSocket gets to `apps.realtime.sockets`."""

    @extend_schema(
        operation_id="openSocket",
        tags=["events"],
        summary="Changes over a WebSocket",
        parameters=[LAST_EVENT_ID],
        responses={
            101: OpenApiResponse(description="A WebSocket with the subprotocol events.v1")
        },
    )
    def get(self, request: Request) -> Response:
        raise UpgradeRequiredError
