from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import validated
from apps.sign_in import services
from apps.sign_in.authentication import COOKIE_NAME
from apps.sign_in.serializers import SessionSerializer
from apps.sign_in.session_cookie import delete_session_cookie, set_session_cookie
from apps.users.attempts import counting_failures
from apps.users.serializers import CredentialsSerializer
from apps.users.views import OpenView


class LoginView(OpenView):
    @extend_schema(
        operation_id="login",
        tags=["auth"],
        summary="Sign in; the session comes as a cookie",
        request=CredentialsSerializer,
        responses={200: OpenApiResponse(SessionSerializer, "The session")},
    )
    def post(self, request: Request) -> Response:
        with counting_failures(request):
            credentials = validated(CredentialsSerializer(data=request.data))
            started = services.sign_in(
                **credentials,
                former_session_id=request.COOKIES.get(COOKIE_NAME, ""),
            )
        session = SessionSerializer(started.record)
        response = Response(session.data, headers={"Cache-Control": "no-store"})
        set_session_cookie(response, started.session_id)
        return response


class LogoutView(OpenView):
    @extend_schema(
        operation_id="logout",
        tags=["auth"],
        summary="End the session",
        request=None,
        responses={204: OpenApiResponse(description="Signed out")},
    )
    def post(self, request: Request) -> Response:
        services.sign_out(request.COOKIES.get(COOKIE_NAME, ""))
        response = Response(status=204)
        delete_session_cookie(response)
        return response
