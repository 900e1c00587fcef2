"""Who may call a route: `Authenticated` lets in anybody who is signed in, `requires` only users with one role."""

from typing import Annotated

from fastapi import Depends
from fastapi.params import Depends as Dependency

from app.errors.app_errors import ForbiddenError
from app.features.auth.identity import identify
from app.features.auth.schemas import Role
from app.features.auth.signed_in_user import SignedInUser

Authenticated = Depends(identify)
CurrentUser = Annotated[SignedInUser, Authenticated]


def requires(role: Role) -> Dependency:
    async def authorize(user: CurrentUser) -> None:
        if user.role != role:
            raise ForbiddenError(f"This needs the role {role}")

    dependency: Dependency = Depends(authorize)
    return dependency
