"""The types of PostgreSQL that need saying."""

import re

from sqlalchemy import DateTime, Numeric
from sqlalchemy.exc import IntegrityError

DecimalType = Numeric(12, 2)
MomentType = DateTime(timezone=True)

# PostgreSQL tells it in the language of the server: `Key (email)=(ada@example.com) already exists.`
_violation = re.compile(r'\("?(.+?)"?\)=\(')
_unique_violation = "23505"


def taken_columns(error: IntegrityError) -> list[str]:
    """The columns whose value another row has; empty for any other violation."""
    if getattr(error.orig, "sqlstate", None) != _unique_violation:
        return []
    cause = error.orig.__cause__ if error.orig is not None else None
    found = _violation.search(str(getattr(cause, "detail", "")))
    return [] if found is None else found[1].split(", ")
