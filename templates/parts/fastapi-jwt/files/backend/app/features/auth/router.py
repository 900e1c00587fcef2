from typing import Any

from fastapi import APIRouter, Request, Response

from app.config import Settings
from app.features.auth.access import CurrentUser
from app.features.auth.dependencies import AuthServiceDep, FailureLimitDep, SettingsDep
from app.features.auth.schemas import Credentials, Session, User
from app.features.auth.service import SignIn

COOKIE_NAME = "refresh_token"
COOKIE_PATH = "/api/auth"

# For the description of the API: these routes need no token.
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
    service: AuthServiceDep,
    failure_limit: FailureLimitDep,
) -> User:
    async with failure_limit.attempt(request.scope):
        return await service.register(credentials)


@auth_router.post(
    "/login",
    summary="Sign in; the refresh token comes as a cookie",
    response_description="The session",
    openapi_extra=OPEN_TO_ALL,
)
async def login(
    credentials: Credentials,
    request: Request,
    response: Response,
    service: AuthServiceDep,
    failure_limit: FailureLimitDep,
    settings: SettingsDep,
) -> Session:
    async with failure_limit.attempt(request.scope):
        signed_in = await service.login(credentials)
    return _answer(response, signed_in, settings)


@auth_router.post(
    "/refresh",
    summary="Exchange the refresh cookie for a new session",
    response_description="The session",
    openapi_extra=OPEN_TO_ALL,
)
async def refresh(
    request: Request, response: Response, service: AuthServiceDep, settings: SettingsDep
) -> Session:
    signed_in = await service.refresh(request.cookies.get(COOKIE_NAME))
    return _answer(response, signed_in, settings)


@auth_router.post(
    "/logout",
    status_code=204,
    summary="End the session",
    response_description="Signed out",
    openapi_extra=OPEN_TO_ALL,
)
async def logout(request: Request, response: Response, service: AuthServiceDep) -> None:
    await service.logout(request.cookies.get(COOKIE_NAME))
    response.delete_cookie(COOKIE_NAME, path=COOKIE_PATH)


@auth_router.get("/me", summary="Who is signed in", response_description="The user")
async def read_me(user: CurrentUser, service: AuthServiceDep) -> User:
    return await service.user_of(user.id)


def _answer(response: Response, signed_in: SignIn, settings: Settings) -> Session:
    response.headers["Cache-Control"] = "no-store"
    response.set_cookie(
        COOKIE_NAME,
        signed_in.refresh_token,
        max_age=settings.refresh_token_ttl_seconds,
        path=COOKIE_PATH,
        secure=settings.is_production,
        httponly=True,
        samesite="lax",
    )
    return signed_in.session
