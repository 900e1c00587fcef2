from typing import Annotated

from fastapi import Depends, Request

from app.config import Settings
from app.database.sessions import SessionsDep
from app.features.auth.accounts import AccountService
from app.features.auth.users import UserRepository
from app.web.rate_limit import FailureLimit


def get_settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def get_failure_limit(request: Request) -> FailureLimit:
    failure_limit: FailureLimit = request.app.state.failure_limit
    return failure_limit


def account_service(sessions: SessionsDep) -> AccountService:
    return AccountService(UserRepository(sessions))


SettingsDep = Annotated[Settings, Depends(get_settings)]
FailureLimitDep = Annotated[FailureLimit, Depends(get_failure_limit)]
AccountServiceDep = Annotated[AccountService, Depends(account_service)]
