from typing import Annotated

from fastapi import Depends, Request

from app.features.auth.dependencies import AccountServiceDep
from app.features.auth.sign_in_service import SignInService
from app.features.auth.user_sessions import UserSessionRepository


def sign_in_service(request: Request, accounts: AccountServiceDep) -> SignInService:
    user_sessions: UserSessionRepository = request.app.state.user_sessions
    return SignInService(accounts, user_sessions)


SignInServiceDep = Annotated[SignInService, Depends(sign_in_service)]
