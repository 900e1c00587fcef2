import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import Delete, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.database.columns import now
from app.database.sessions import Sessions
from app.features.auth.refresh_token_model import RefreshTokenRow


@dataclass(frozen=True, slots=True)
class IssuedToken:
    user_id: UUID
    token: str


class RefreshTokenRepository:
    """Refresh tokens of one sign-in form a family, of which one at a time is valid.

    A token that is shown a second time was stolen, by whoever comes first or second, so the whole family ends.
    """

    def __init__(self, sessions: Sessions, ttl_seconds: int) -> None:
        self._sessions = sessions
        self._ttl = timedelta(seconds=ttl_seconds)

    async def issue(self, user_id: UUID) -> IssuedToken:
        """Starts a family. Removes what has expired on the way, so that the table does not grow without end."""
        async with self._sessions.begin() as session:
            await session.execute(delete(RefreshTokenRow).where(RefreshTokenRow.expires_at < now()))
            return self._add(session, user_id, uuid4())

    async def rotate(self, token: str) -> IssuedToken | None:
        """Exchanges a token for its successor.

        Gives None when it is unknown, expired or used, and ends its family if it was used.
        """
        moment = now()
        is_shown = RefreshTokenRow.token_hash == _hash_of(token)
        is_alive = RefreshTokenRow.expires_at > moment
        async with self._sessions.begin() as session:
            # Writes first: of two that come at the same time one finds the token used.
            used = await session.execute(
                update(RefreshTokenRow)
                .where(is_shown, is_alive, RefreshTokenRow.used_at.is_(None))
                .values(used_at=moment)
                .returning(RefreshTokenRow.user_id, RefreshTokenRow.family_id)
            )
            row = used.one_or_none()
            if row is None:
                await session.execute(_family_of(token))
                return None
            return self._add(session, row.user_id, row.family_id)

    async def revoke(self, token: str) -> None:
        """Ends the family of a token; an unknown token is fine."""
        async with self._sessions.begin() as session:
            await session.execute(_family_of(token))

    def _add(self, session: AsyncSession, user_id: UUID, family_id: UUID) -> IssuedToken:
        token = secrets.token_urlsafe(32)
        session.add(
            RefreshTokenRow(
                user_id=user_id,
                family_id=family_id,
                token_hash=_hash_of(token),
                expires_at=now() + self._ttl,
            )
        )
        return IssuedToken(user_id, token)


def _family_of(token: str) -> Delete:
    family = select(RefreshTokenRow.family_id).where(RefreshTokenRow.token_hash == _hash_of(token))
    return delete(RefreshTokenRow).where(RefreshTokenRow.family_id.in_(family))


def _hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
