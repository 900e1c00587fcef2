from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database.base import Base
from app.database.columns import CreatedColumn, DateTimeColumn, IdColumn


class UserSessionRow(Base):
    """Only the hash of the id in the cookie is kept."""

    __tablename__ = "sessions"

    id: Mapped[IdColumn]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    id_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[DateTimeColumn] = mapped_column(index=True)
    created_at: Mapped[CreatedColumn]
