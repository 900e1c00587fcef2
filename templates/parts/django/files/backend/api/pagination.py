"""Pages of lists that are ordered from the newest to the oldest."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter

from api.errors import FieldError, InvalidInputError
from api.models import Record

MAX_LIMIT = 100
DEFAULT_LIMIT = 20

PAGE_PARAMETERS = [
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    ),
    OpenApiParameter("cursor", {"type": "string"}),
]

Item = TypeVar("Item", bound=Record)


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


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    items: list[Item]
    next_cursor: str | None


def page_query(parameters: QueryDict) -> PageQuery:
    """Raises InvalidInputError for a limit that is out of bounds and for a cursor that no list gave."""
    cursor = parameters.get("cursor")
    return PageQuery(
        _limit_of(parameters.get("limit", str(DEFAULT_LIMIT))),
        None if cursor is None else _decoded(cursor),
    )


def page_of(items: QuerySet[Item], page: PageQuery) -> Page[Item]:
    rows = items.order_by("-created_at", "-id")
    if page.cursor is not None:
        created_at, id_ = page.cursor.created_at, page.cursor.id
        rows = rows.filter(Q(created_at__lt=created_at) | Q(created_at=created_at, id__lt=id_))
    # The surplus row only tells that there is a next page.
    found = list(rows[: page.limit + 1])
    shown = found[: page.limit]
    has_more = len(found) > page.limit
    next_cursor = Cursor(shown[-1].created_at, shown[-1].id).encode() if has_more else None
    return Page(shown, next_cursor)


def _limit_of(text: str) -> int:
    limit = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    if not 1 <= limit <= MAX_LIMIT:
        message = f"must be a whole number from 1 to {MAX_LIMIT}"
        raise InvalidInputError([FieldError("limit", message)])
    return limit


def _decoded(text: str) -> Cursor:
    try:
        content = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        created_at, id_ = content
        cursor = Cursor(datetime.fromisoformat(created_at), UUID(id_))
        if cursor.created_at.tzinfo is None:
            raise ValueError("has no time zone")
    except (ValueError, TypeError, AttributeError):
        raise InvalidInputError([FieldError("cursor", "is not a cursor of this list")]) from None
    return cursor
