from dataclasses import dataclass

from app.features.auth.accounts import AccountService
from app.features.auth.schemas import Credentials, User
from app.features.auth.user_sessions import UserSessionRepository


@dataclass(frozen=True, slots=True)
class SignIn:
    user: User
    session_id: str


class SignInService:
    def __init__(self, accounts: AccountService, user_sessions: UserSessionRepository) -> None:
        self._accounts = accounts
        self._user_sessions = user_sessions

    async def login(self, credentials: Credentials, current_id: str | None) -> SignIn:
        """Starts a new session. The one that the caller had is over, whoever it belonged to."""
        user = await self._accounts.check(credentials)
        return SignIn(user, await self._user_sessions.start(user.id, current_id or ""))

    async def logout(self, session_id: str | None) -> None:
        if session_id is not None:
            await self._user_sessions.end(session_id)
