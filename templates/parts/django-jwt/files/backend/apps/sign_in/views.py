from django.conf import settings
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers import validated
from apps.sign_in import access_tokens, services
from apps.sign_in.serializers import SessionSerializer
from apps.users.attempts import counting_failures
from apps.users.serializers import CredentialsSerializer
from apps.users.views import OpenView

COOKIE_NAME = "refresh_token"
COOKIE_PATH = "/api/auth"


class LoginView(OpenView):
    @extend_schema(
        operation_id="login",
        tags=["auth"],
        summary="Sign in; the refresh token comes as a cookie",
        request=CredentialsSerializer,
        responses={200: OpenApiResponse(SessionSerializer, "The session")},
    )
    def post(self, request: Request) -> Response:
        with counting_failures(request):
            credentials = validated(CredentialsSerializer(data=request.data))
            issued = services.sign_in(**credentials)
        return _session(issued)


class RefreshView(OpenView):
    @extend_schema(
        operation_id="refresh",
        tags=["auth"],
        summary="Exchange the refresh cookie for a new session",
        request=None,
        responses={200: OpenApiResponse(SessionSerializer, "The session")},
    )
    def post(self, request: Request) -> Response:
        return _session(services.rotate(request.COOKIES.get(COOKIE_NAME, "")))


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
        response.delete_cookie(COOKIE_NAME, path=COOKIE_PATH, samesite="Lax")
        return response


def _session(issued: services.IssuedToken) -> Response:
    user = issued.record.user
    session = {
        "access_token": access_tokens.sign(user),
        "expires_in": settings.ENVIRONMENT.access_token_ttl_seconds,
        "user": user,
    }
    response = Response(SessionSerializer(session).data, headers={"Cache-Control": "no-store"})
    response.set_cookie(
        COOKIE_NAME,
        issued.token,
        max_age=settings.ENVIRONMENT.refresh_token_ttl_seconds,
        path=COOKIE_PATH,
        secure=settings.ENVIRONMENT.is_production,
        httponly=True,
        samesite="Lax",
    )
    return response
