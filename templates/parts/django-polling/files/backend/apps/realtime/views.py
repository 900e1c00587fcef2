from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.realtime.feed import feed
from apps.realtime.selectors import changes_since
from apps.realtime.serializers import ChangesSerializer

SINCE = OpenApiParameter(
    "since",
    {"type": "string"},
    description="The `next` of the answer before; without it the answer only says where now is",
)


class ChangesView(APIView):
    @extend_schema(
        operation_id="readChanges",
        tags=["changes"],
        summary="What has changed since a position",
        parameters=[SINCE],
        responses={200: OpenApiResponse(ChangesSerializer, "The changes, oldest first")},
    )
    def get(self, request: Request) -> Response:
        changes = changes_since(feed, request.query_params.get("since"))
        return Response(ChangesSerializer(changes).data, headers={"Cache-Control": "no-store"})
