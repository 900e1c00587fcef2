from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.serializers import validated
from apps.users import services
from apps.users.attempts import counting_failures
from apps.users.serializers import CredentialsSerializer, UserSerializer


class OpenView(APIView):
    """Answers whoever calls."""

    authentication_classes = ()
    permission_classes = (AllowAny,)


class RegisterView(OpenView):
    @extend_schema(
        operation_id="register",
        tags=["auth"],
        summary="Create an account",
        request=CredentialsSerializer,
        responses={201: OpenApiResponse(UserSerializer, "The account")},
    )
    def post(self, request: Request) -> Response:
        with counting_failures(request):
            credentials = validated(CredentialsSerializer(data=request.data))
            user = services.register_user(**credentials)
        return Response(UserSerializer(user).data, status=201)


class MeView(APIView):
    @extend_schema(
        operation_id="readMe",
        tags=["auth"],
        summary="Who is signed in",
        responses={200: OpenApiResponse(UserSerializer, "The user")},
    )
    def get(self, request: Request) -> Response:
        return Response(UserSerializer(request.user).data)
