from dataclasses import dataclass

from app.errors.app_errors import UnauthorizedError
from app.features.auth.access_tokens import AccessTokens
from app.features.auth.accounts import AccountService
from app.features.auth.refresh_tokens import RefreshTokenRepository
from app.features.auth.schemas import Credentials, User
from app.features.auth.sign_in_schemas import Session


@dataclass(frozen=True, slots=True)
class SignIn:
    session: Session
    refresh_token: str


class SignInService:
    def __init__(
        self,
        accounts: AccountService,
        refresh_tokens: RefreshTokenRepository,
        access_tokens: AccessTokens,
    ) -> None:
        self._accounts = accounts
        self._refresh_tokens = refresh_tokens
        self._access_tokens = access_tokens

    async def login(self, credentials: Credentials) -> SignIn:
        user = await self._accounts.check(credentials)
        issued = await self._refresh_tokens.issue(user.id)
        return self._sign_in(user, issued.token)

    async def refresh(self, refresh_token: str | None) -> SignIn:
        issued = None if refresh_token is None else await self._refresh_tokens.rotate(refresh_token)
        if issued is None:
            raise UnauthorizedError("Sign in again")
        return self._sign_in(await self._accounts.get(issued.user_id), issued.token)

    async def logout(self, refresh_token: str | None) -> None:
        if refresh_token is not None:
            await self._refresh_tokens.revoke(refresh_token)

    def _sign_in(self, user: User, refresh_token: str) -> SignIn:
        session = Session(
            access_token=self._access_tokens.sign(user),
            expires_in=self._access_tokens.ttl_seconds,
            user=user,
        )
        return SignIn(session, refresh_token)
