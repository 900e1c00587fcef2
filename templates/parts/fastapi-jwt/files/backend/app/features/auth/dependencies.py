from typing import Annotated

from fastapi import Depends, Request

from app.config import Settings
from app.database.sessions import SessionsDep
from app.features.auth.access import AccessTokensDep
from app.features.auth.refresh_tokens import RefreshTokenRepository
from app.features.auth.service import AuthService
from app.features.auth.users import UserRepository
from app.web.rate_limit import FailureLimit


def get_settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def get_failure_limit(request: Request) -> FailureLimit:
    failure_limit: FailureLimit = request.app.state.failure_limit
    return failure_limit


SettingsDep = Annotated[Settings, Depends(get_settings)]
FailureLimitDep = Annotated[FailureLimit, Depends(get_failure_limit)]


def auth_service(
    sessions: SessionsDep, access_tokens: AccessTokensDep, settings: SettingsDep
) -> AuthService:
    refresh_tokens = RefreshTokenRepository(sessions, settings.refresh_token_ttl_seconds)
    return AuthService(UserRepository(sessions), refresh_tokens, access_tokens)


AuthServiceDep = Annotated[AuthService, Depends(auth_service)]
