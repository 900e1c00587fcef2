"""Pages of lists that are ordered from the newest to the oldest."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query
from pydantic import AwareDatetime, TypeAdapter

from app.errors.app_errors import FieldError, InvalidInputError


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a list."""

    created_at: datetime
    id: UUID

    def encode(self) -> str:
        content = json.dumps([self.created_at.isoformat(), str(self.id)])
        return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class PageQuery:
    limit: int
    cursor: Cursor | None


def page_query(
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query()] = None,
) -> PageQuery:
    return PageQuery(limit, None if cursor is None else _decode(cursor))


PageDep = Annotated[PageQuery, Depends(page_query)]


def _decode(text: str) -> Cursor:
    try:
        content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        created_at, id_ = _cursor_content.validate_json(content)
    except ValueError:
        raise InvalidInputError([FieldError("cursor", "is not a cursor of this list")]) from None
    return Cursor(created_at, id_)


_cursor_content = TypeAdapter(tuple[AwareDatetime, UUID])
