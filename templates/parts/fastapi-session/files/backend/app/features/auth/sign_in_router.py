from fastapi import APIRouter, Request, Response

from app.config import Settings
from app.features.auth.dependencies import FailureLimitDep, SettingsDep
from app.features.auth.identity import COOKIE_NAME
from app.features.auth.router import OPEN_TO_ALL
from app.features.auth.schemas import Credentials
from app.features.auth.sign_in_dependencies import SignInServiceDep
from app.features.auth.sign_in_schemas import Session

sign_in_router = APIRouter(tags=["auth"])


@sign_in_router.post(
    "/login",
    summary="Sign in; the session comes as a cookie",
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
        signed_in = await service.login(credentials, request.cookies.get(COOKIE_NAME))
    response.headers["Cache-Control"] = "no-store"
    keep_session(response, signed_in.session_id, settings)
    return Session(user=signed_in.user)


@sign_in_router.post(
    "/logout",
    status_code=204,
    summary="End the session",
    response_description="Signed out",
    openapi_extra=OPEN_TO_ALL,
)
async def logout(request: Request, response: Response, service: SignInServiceDep) -> None:
    await service.logout(request.cookies.get(COOKIE_NAME))
    response.delete_cookie(COOKIE_NAME)


def keep_session(response: Response, session_id: str, settings: Settings) -> None:
    response.set_cookie(
        COOKIE_NAME,
        session_id,
        max_age=settings.session_ttl_seconds,
        secure=settings.is_production,
        httponly=True,
        samesite="lax",
    )
