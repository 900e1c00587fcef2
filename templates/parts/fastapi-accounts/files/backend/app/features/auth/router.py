from typing import Any

from fastapi import APIRouter, Request

from app.features.auth.access import CurrentUser
from app.features.auth.dependencies import AccountServiceDep, FailureLimitDep
from app.features.auth.schemas import Credentials, User

# For the description of the API: whoever calls these routes need not be signed in.
OPEN_TO_ALL: dict[str, Any] = {"security": []}

auth_router = APIRouter(tags=["auth"])


@auth_router.post(
    "/register",
    status_code=201,
    summary="Create an account",
    response_description="The account",
    openapi_extra=OPEN_TO_ALL,
)
async def register(
    credentials: Credentials,
    request: Request,
    service: AccountServiceDep,
    failure_limit: FailureLimitDep,
) -> User:
    async with failure_limit.attempt(request.scope):
        return await service.register(credentials)


@auth_router.get("/me", summary="Who is signed in", response_description="The user")
async def read_me(user: CurrentUser, service: AccountServiceDep) -> User:
    return await service.get(user.id)
