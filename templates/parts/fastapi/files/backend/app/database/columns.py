"""The kinds of columns that tables have, for `Mapped[...]`; `| None` makes one that may be empty."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID, uuid4

from sqlalchemy import BigInteger, Boolean, Date, String, Text, Uuid
from sqlalchemy.orm import mapped_column

from app.database.types import DecimalType, MomentType

LineColumn = Annotated[str, mapped_column(String(200))]
TextColumn = Annotated[str, mapped_column(Text)]
IntegerColumn = Annotated[int, mapped_column(BigInteger)]
DecimalColumn = Annotated[Decimal, mapped_column(DecimalType)]
BooleanColumn = Annotated[bool, mapped_column(Boolean)]
DateColumn = Annotated[date, mapped_column(Date)]
DateTimeColumn = Annotated[datetime, mapped_column(MomentType)]
UuidColumn = Annotated[UUID, mapped_column(Uuid)]


def now() -> datetime:
    return datetime.now(UTC)


IdColumn = Annotated[UUID, mapped_column(Uuid, primary_key=True, default=uuid4)]
CreatedColumn = Annotated[datetime, mapped_column(MomentType, default=now)]
UpdatedColumn = Annotated[datetime, mapped_column(MomentType, default=now, onupdate=now)]
