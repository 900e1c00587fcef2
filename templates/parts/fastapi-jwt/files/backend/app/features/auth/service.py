from dataclasses import dataclass
from uuid import UUID

from app.errors.app_errors import UnauthorizedError
from app.features.auth.access_tokens import AccessTokens
from app.features.auth.passwords import hash_password, is_password_right
from app.features.auth.refresh_tokens import RefreshTokenRepository
from app.features.auth.schemas import Credentials, Session, User
from app.features.auth.users import UserRepository

# Of no password. Checked for unknown addresses, so that the time of an answer does not tell which addresses have an account.
NOBODYS_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA"
    "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)


@dataclass(frozen=True, slots=True)
class SignIn:
    session: Session
    refresh_token: str


class AuthService:
    def __init__(
        self,
        users: UserRepository,
        refresh_tokens: RefreshTokenRepository,
        access_tokens: AccessTokens,
    ) -> None:
        self._users = users
        self._refresh_tokens = refresh_tokens
        self._access_tokens = access_tokens

    async def register(self, credentials: Credentials) -> User:
        password_hash = await hash_password(credentials.password)
        return await self._users.create(credentials.email, password_hash)

    async def login(self, credentials: Credentials) -> SignIn:
        found = await self._users.find_by_email(credentials.email)
        password_hash = NOBODYS_HASH if found is None else found[1]
        is_right = await is_password_right(credentials.password, password_hash)
        if found is None or not is_right:
            raise UnauthorizedError("Email or password is wrong")
        user, _ = found
        issued = await self._refresh_tokens.issue(user.id)
        return self._sign_in(user, issued.token)

    async def refresh(self, refresh_token: str | None) -> SignIn:
        issued = None if refresh_token is None else await self._refresh_tokens.rotate(refresh_token)
        user = None if issued is None else await self._users.find(issued.user_id)
        if issued is None or user is None:
            raise UnauthorizedError("Sign in again")
        return self._sign_in(user, issued.token)

    async def logout(self, refresh_token: str | None) -> None:
        if refresh_token is not None:
            await self._refresh_tokens.revoke(refresh_token)

    async def user_of(self, user_id: UUID) -> User:
        user = await self._users.find(user_id)
        if user is None:
            raise UnauthorizedError("This account no longer exists")
        return user

    def _sign_in(self, user: User, refresh_token: str) -> SignIn:
        session = Session(
            access_token=self._access_tokens.sign(user),
            expires_in=self._access_tokens.ttl_seconds,
            user=user,
        )
        return SignIn(session, refresh_token)
