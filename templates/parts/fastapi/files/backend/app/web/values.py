"""The kinds of values that requests carry. Each brings what it accepts into one written form."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

DECIMAL = re.compile(r"-?[0-9]{1,10}(\.[0-9]{1,2})?")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DATETIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})")
UUID_TEXT = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

# JavaScript holds whole numbers exactly up to here (ECMA-262, Number.MAX_SAFE_INTEGER).
MAX_SAFE_INTEGER = 2**53 - 1


def _parsed(kind: type, pattern: re.Pattern[str], message: str) -> BeforeValidator:
    """Lets values of the kind pass, which only the program itself has, and texts of that form."""

    def check(value: Any) -> Any:
        if value is None or isinstance(value, kind):
            return value
        if isinstance(value, str) and pattern.fullmatch(value):
            return value
        raise PydanticCustomError("value_form", "{message}", {"message": message})

    return BeforeValidator(check)


def _in_utc(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _storable(value: str) -> str:
    if "\0" in value:
        raise PydanticCustomError("value_form", "must not contain the character U+0000")
    return value


# Not every database can hold U+0000 in a text.
_without_zero = AfterValidator(_storable)
_text_output = WithJsonSchema({"type": "string"}, mode="serialization")
_moment_schema = WithJsonSchema({"type": "string", "format": "date-time"})

LineValue = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    _without_zero,
    _text_output,
]
"""One line of text."""

TextValue = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000),
    _without_zero,
    _text_output,
]
"""Text of several lines."""

IntegerValue = Annotated[int, Strict(), Field(ge=-MAX_SAFE_INTEGER, le=MAX_SAFE_INTEGER)]

DecimalValue = Annotated[
    Decimal,
    _parsed(
        Decimal,
        DECIMAL,
        'must be a decimal with at most two digits after the point, such as "12.50"',
    ),
    PlainSerializer(lambda value: f"{value + 0:.2f}", return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d{1,10}(\.\d{1,2})?$"}, mode="validation"),
    _text_output,
]
"""Travels as a string with two digits after the point: JSON numbers cannot hold every decimal."""

BooleanValue = Annotated[bool, Strict()]

DateValue = Annotated[date, _parsed(date, DATE, "must be a date such as 2026-01-31")]

DateTimeValue = Annotated[
    AwareDatetime,
    _parsed(datetime, DATETIME, "must be a date and time such as 2026-01-31T09:30:00Z"),
    PlainSerializer(_in_utc, return_type=str, when_used="json"),
    _moment_schema,
]
"""ISO 8601 with an offset, given back in UTC with milliseconds."""

UuidValue = Annotated[UUID, _parsed(UUID, UUID_TEXT, "must be a UUID")]


class _Omissible:
    """For JSON schema a field that may be left out has the type that it has when it is there."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler(core_schema)
        return next(it for it in schema["anyOf"] if it != {"type": "null"})


def _refuse_null(value: Any) -> Any:
    if value is None:
        raise PydanticCustomError("missing", "is required")
    return value


Value = TypeVar("Value")
Omissible = Annotated[Value | None, BeforeValidator(_refuse_null), _Omissible()]
"""For changes: the field may be left out, but null is no value."""
