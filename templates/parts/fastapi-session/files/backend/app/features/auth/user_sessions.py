import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, or_, select

from app.database.columns import now
from app.database.sessions import Sessions
from app.features.auth.models import UserRow
from app.features.auth.signed_in_user import SignedInUser
from app.features.auth.user_session_model import UserSessionRow


class UserSessionRepository:
    """Who is signed in. A session ends when it is deleted or expires, and with the account."""

    def __init__(self, sessions: Sessions, ttl_seconds: int) -> None:
        self.ttl_seconds = ttl_seconds
        self._sessions = sessions

    async def start(self, user_id: UUID, replaced_id: str = "") -> str:
        """Gives the id for the cookie. Removes the session that it replaces, and what has expired, so that the table does not grow."""
        session_id = secrets.token_urlsafe(32)
        moment = now()
        is_over = or_(
            UserSessionRow.id_hash == _hash_of(replaced_id), UserSessionRow.expires_at <= moment
        )
        row = UserSessionRow(
            user_id=user_id,
            id_hash=_hash_of(session_id),
            expires_at=moment + timedelta(seconds=self.ttl_seconds),
        )
        async with self._sessions.begin() as session:
            await session.execute(delete(UserSessionRow).where(is_over))
            session.add(row)
        return session_id

    async def find_user(self, session_id: str) -> SignedInUser | None:
        """Reads the user too, so that a change of the role counts at once."""
        query = (
            select(UserRow.id, UserRow.role, UserSessionRow.expires_at)
            .join(UserRow, UserRow.id == UserSessionRow.user_id)
            .where(
                UserSessionRow.id_hash == _hash_of(session_id), UserSessionRow.expires_at > now()
            )
        )
        async with self._sessions() as session:
            row = (await session.execute(query)).one_or_none()
            return None if row is None else SignedInUser(row.id, row.role, row.expires_at.timestamp())

    async def end(self, session_id: str) -> None:
        """An unknown session is fine."""
        query = delete(UserSessionRow).where(UserSessionRow.id_hash == _hash_of(session_id))
        async with self._sessions.begin() as session:
            await session.execute(query)


def _hash_of(session_id: str) -> str:
    return hashlib.sha256(session_id.encode()).hexdigest()
