from uuid import UUID

from sqlalchemy import select, update

from app.database.conflicts import naming_duplicates
from app.database.sessions import Sessions
from app.features.auth.models import UserRow
from app.features.auth.schemas import Role, User


class UserRepository:
    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def find_by_email(self, email: str) -> tuple[User, str] | None:
        """Gives the user and the hash of the password."""
        async with self._sessions() as session:
            row = await session.scalar(select(UserRow).where(UserRow.email == email))
            return None if row is None else (User.model_validate(row), row.password_hash)

    async def find(self, user_id: UUID) -> User | None:
        async with self._sessions() as session:
            row = await session.get(UserRow, user_id)
            return None if row is None else User.model_validate(row)

    async def create(self, email: str, password_hash: str) -> User:
        """Raises ConflictError when the email address is taken."""
        row = UserRow(email=email, password_hash=password_hash)
        with naming_duplicates({"email": "email"}):
            async with self._sessions.begin() as session:
                session.add(row)
        return User.model_validate(row)

    async def set_role(self, email: str, role: Role) -> bool:
        """Gives False when there is no such user."""
        query = update(UserRow).where(UserRow.email == email).values(role=role)
        async with self._sessions.begin() as session:
            return await session.scalar(query.returning(UserRow.id)) is not None
