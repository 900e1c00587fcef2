"""How SQLite keeps what it has no type for."""

import re
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, DateTime, Dialect, TypeDecorator
from sqlalchemy.exc import IntegrityError

_violation = re.compile(r"UNIQUE constraint failed: (.+)")


class DecimalType(TypeDecorator[Decimal]):
    """Hundredths as a whole number: SQLite would keep a decimal as binary floating point."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value.scaleb(2))

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-2)


class MomentType(TypeDecorator[datetime]):
    """Kept in UTC, since SQLite has no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def taken_columns(error: IntegrityError) -> list[str]:
    """The columns whose value another row has; empty for any other violation."""
    found = _violation.search(str(error.orig))
    return [] if found is None else [it.split(".")[1] for it in found[1].split(", ")]
