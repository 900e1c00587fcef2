"""Who may call a route: `Authenticated` lets in anybody who is signed in, `requires` only users with one role."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.params import Depends as Dependency

from app.errors.app_errors import ForbiddenError, UnauthorizedError
from app.features.auth.access_tokens import AccessTokens, SignedInUser
from app.features.auth.schemas import Role


def get_access_tokens(request: Request) -> AccessTokens:
    access_tokens: AccessTokens = request.app.state.access_tokens
    return access_tokens


AccessTokensDep = Annotated[AccessTokens, Depends(get_access_tokens)]


async def authenticate(request: Request, access_tokens: AccessTokensDep) -> SignedInUser:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise UnauthorizedError("Sign in first")
    return access_tokens.verify(token)


Authenticated = Depends(authenticate)
CurrentUser = Annotated[SignedInUser, Authenticated]


def requires(role: Role) -> Dependency:
    async def authorize(user: CurrentUser) -> None:
        if user.role != role:
            raise ForbiddenError(f"This needs the role {role}")

    dependency: Dependency = Depends(authorize)
    return dependency
