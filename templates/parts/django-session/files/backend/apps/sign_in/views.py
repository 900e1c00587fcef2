from django.conf import settings
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.sign_in import services
from apps.sign_in.authentication import COOKIE_NAME
from apps.sign_in.serializers import SessionSerializer
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
            credentials = CredentialsSerializer(data=request.data)
            credentials.is_valid(raise_exception=True)
            started = services.sign_in(
                **credentials.validated_data,
                former_session_id=request.COOKIES.get(COOKIE_NAME, ""),
            )
        session = SessionSerializer(started.record)
        response = Response(session.data, headers={"Cache-Control": "no-store"})
        response.set_cookie(
            COOKIE_NAME,
            started.session_id,
            max_age=settings.ENVIRONMENT.session_ttl_seconds,
            secure=settings.ENVIRONMENT.is_production,
            httponly=True,
            samesite="Lax",
        )
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
        response.delete_cookie(COOKIE_NAME, samesite="Lax")
        return response
