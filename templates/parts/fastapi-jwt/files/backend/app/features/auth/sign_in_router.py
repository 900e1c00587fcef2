from fastapi import APIRouter, Request, Response

from app.config import Settings
from app.features.auth.dependencies import FailureLimitDep, SettingsDep
from app.features.auth.router import OPEN_TO_ALL
from app.features.auth.schemas import Credentials
from app.features.auth.sign_in_dependencies import SignInServiceDep
from app.features.auth.sign_in_schemas import Session
from app.features.auth.sign_in_service import SignIn

COOKIE_NAME = "refresh_token"
COOKIE_PATH = "/api/auth"

sign_in_router = APIRouter(tags=["auth"])


@sign_in_router.post(
    "/login",
    summary="Sign in; the refresh token comes as a cookie",
    response_description="The session",
    openapi_extra=OPEN_TO_ALL,
)
async def login(
    credentials: Credentials,
    request: Request,
    response: Response,
    service: SignInServiceDep,
    failure_limit: FailureLimitDep,
    settings: SettingsDep,
) -> Session:
    async with failure_limit.attempt(request.scope):
        signed_in = await service.login(credentials)
    return _answer(response, signed_in, settings)


@sign_in_router.post(
    "/refresh",
    summary="Exchange the refresh cookie for a new session",
    response_description="The session",
    openapi_extra=OPEN_TO_ALL,
)
async def refresh(
    request: Request, response: Response, service: SignInServiceDep, settings: SettingsDep
) -> Session:
    signed_in = await service.refresh(request.cookies.get(COOKIE_NAME))
    return _answer(response, signed_in, settings)


@sign_in_router.post(
    "/logout",
    status_code=204,
    summary="End the session",
    response_description="Signed out",
    openapi_extra=OPEN_TO_ALL,
)
async def logout(request: Request, response: Response, service: SignInServiceDep) -> None:
    await service.logout(request.cookies.get(COOKIE_NAME))
    response.delete_cookie(COOKIE_NAME, path=COOKIE_PATH)


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
