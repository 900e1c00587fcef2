"""Who is calling."""

from dataclasses import dataclass
from uuid import UUID

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated
from rest_framework.request import Request

from api.errors import UnauthorizedError
from apps.sign_in import access_tokens
from apps.users.models import User
from apps.users.selectors import find_user


@dataclass(frozen=True, slots=True)
class SignIn:
    """For connections that stay open: how long the caller may listen."""

    user_id: UUID
    # Seconds since the epoch.
    expires_at: float

    async def is_alive(self) -> bool:
        """An access token cannot be taken back; it expires."""
        return True


class Authentication(BaseAuthentication):
    """Takes `Authorization: Bearer …`; `request.auth` becomes a SignIn."""

    def authenticate(self, request: Request) -> tuple[User, SignIn] | None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            return None
        try:
            return identify(token)
        except UnauthorizedError as error:
            raise AuthenticationFailed(error.detail) from None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


def sign_in_of(request: Request) -> SignIn:
    if not isinstance(request.auth, SignIn):
        raise NotAuthenticated
    return request.auth


def identify(token: str) -> tuple[User, SignIn]:
    """Raises UnauthorizedError unless the token is good and its user is still there."""
    access_token = access_tokens.verify(token)
    user = find_user(access_token.user_id)
    if user is None:
        raise UnauthorizedError("This account no longer exists")
    return user, SignIn(user.id, access_token.expires_at)
