from typing import Annotated

from fastapi import Depends, Request

from app.database.sessions import SessionsDep
from app.features.auth.access_tokens import AccessTokens
from app.features.auth.dependencies import AccountServiceDep, SettingsDep
from app.features.auth.refresh_tokens import RefreshTokenRepository
from app.features.auth.sign_in_service import SignInService


def sign_in_service(
    request: Request, accounts: AccountServiceDep, sessions: SessionsDep, settings: SettingsDep
) -> SignInService:
    access_tokens: AccessTokens = request.app.state.access_tokens
    refresh_tokens = RefreshTokenRepository(sessions, settings.refresh_token_ttl_seconds)
    return SignInService(accounts, refresh_tokens, access_tokens)


SignInServiceDep = Annotated[SignInService, Depends(sign_in_service)]
