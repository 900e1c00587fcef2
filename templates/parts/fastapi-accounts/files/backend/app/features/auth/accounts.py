from uuid import UUID

from app.errors.app_errors import UnauthorizedError
from app.features.auth.passwords import hash_password, is_password_right
from app.features.auth.schemas import Credentials, User
from app.features.auth.users import UserRepository

# Of no password. Checked for unknown addresses, so that the time of an answer does not tell which addresses have an account.
NOBODYS_HASH = (
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA"
    "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)


class AccountService:
    """Users and their passwords, however they sign in."""

    def __init__(self, users: UserRepository) -> None:
        self._users = users

    async def register(self, credentials: Credentials) -> User:
        password_hash = await hash_password(credentials.password)
        return await self._users.create(credentials.email, password_hash)

    async def check(self, credentials: Credentials) -> User:
        """Raises UnauthorizedError when the password is not that of the user."""
        found = await self._users.find_by_email(credentials.email)
        password_hash = NOBODYS_HASH if found is None else found[1]
        is_right = await is_password_right(credentials.password, password_hash)
        if found is None or not is_right:
            raise UnauthorizedError("Email or password is wrong")
        return found[0]

    async def get(self, user_id: UUID) -> User:
        user = await self._users.find(user_id)
        if user is None:
            raise UnauthorizedError("This account no longer exists")
        return user
