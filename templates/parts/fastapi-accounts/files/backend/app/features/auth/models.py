from typing import Annotated

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.database.base import Base
from app.database.columns import CreatedColumn, IdColumn, UpdatedColumn
from app.features.auth.schemas import Role

RoleColumn = Annotated[Role, mapped_column(String(20))]


class UserRow(Base):
    __tablename__ = "users"

    id: Mapped[IdColumn]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[RoleColumn] = mapped_column(default="user")
    created_at: Mapped[CreatedColumn]
    updated_at: Mapped[UpdatedColumn]
