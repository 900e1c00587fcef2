from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.database.base import Base
from app.database.columns import CreatedColumn, DateTimeColumn, IdColumn


class RefreshTokenRow(Base):
    """Only the hash of a token is kept."""

    __tablename__ = "refresh_tokens"

    id: Mapped[IdColumn]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    family_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[DateTimeColumn] = mapped_column(index=True)
    used_at: Mapped[DateTimeColumn | None]
    created_at: Mapped[CreatedColumn]
