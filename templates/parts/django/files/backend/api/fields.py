"""The kinds of values that requests carry. Each takes one written form only, and is written in it again."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from rest_framework import serializers

DECIMAL = re.compile(r"-?[0-9]{1,10}(\.[0-9]{1,2})?")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
DATETIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})")
UUID_TEXT = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

# JavaScript holds whole numbers exactly up to here (ECMA-262, Number.MAX_SAFE_INTEGER).
MAX_SAFE_INTEGER = 2**53 - 1


class ApiField:
    """Messages that read well behind the name of a field, and the JSON schema of both directions."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": "is required",
        "null": "is required",
        "blank": "must not be empty",
        "max_length": "must have at most {max_length} characters",
        "min_length": "must have at least {min_length} characters",
        "min_value": "must be at least {min_value}",
        "max_value": "must be at most {max_value}",
    }
    input_schema: ClassVar[dict[str, Any]]
    output_schema: ClassVar[dict[str, Any]]


class LineField(ApiField, serializers.CharField):
    """One line of text."""

    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": "must be a string"}
    input_schema = {"type": "string", "minLength": 1, "maxLength": 200}
    output_schema = {"type": "string"}

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=self.input_schema["maxLength"], **options)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class TextField(LineField):
    """Text of several lines."""

    input_schema = {"type": "string", "minLength": 1, "maxLength": 10_000}


class IntegerField(ApiField, serializers.IntegerField):
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": "must be a whole number"}
    input_schema = {"type": "integer", "minimum": -MAX_SAFE_INTEGER, "maximum": MAX_SAFE_INTEGER}
    output_schema = input_schema

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=-MAX_SAFE_INTEGER, max_value=MAX_SAFE_INTEGER, **options)

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return data


class DecimalField(ApiField, serializers.DecimalField):
    """Travels as a string with two digits after the point: JSON numbers cannot hold every decimal."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": 'must be a decimal with at most two digits after the point, such as "12.50"'
    }
    input_schema = {"type": "string", "pattern": r"^-?\d{1,10}(\.\d{1,2})?$"}
    output_schema = {"type": "string"}

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=12, decimal_places=2, **options)

    def to_internal_value(self, data: Any) -> Decimal:
        if not isinstance(data, str) or not DECIMAL.fullmatch(data):
            self.fail("invalid")
        # Plus zero, since zero has no sign here.
        return super().to_internal_value(data) + 0


class BooleanField(ApiField, serializers.BooleanField):
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": "must be a boolean"}
    input_schema = {"type": "boolean"}
    output_schema = input_schema

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid")
        return data


class DateField(ApiField, serializers.DateField):
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": "must be a date such as 2026-01-31"}
    input_schema = {"type": "string", "format": "date"}
    output_schema = input_schema

    def to_internal_value(self, value: Any) -> date:
        if not isinstance(value, str) or not DATE.fullmatch(value):
            self.fail("invalid")
        return super().to_internal_value(value)


class DateTimeField(ApiField, serializers.DateTimeField):
    """ISO 8601 with an offset, given back in UTC with milliseconds."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": "must be a date and time such as 2026-01-31T09:30:00Z",
    }
    input_schema = {"type": "string", "format": "date-time"}
    output_schema = input_schema

    def to_internal_value(self, value: Any) -> datetime:
        if not isinstance(value, str) or not DATETIME.fullmatch(value):
            self.fail("invalid")
        try:
            return super().to_internal_value(value).astimezone(UTC)
        except OverflowError:
            self.fail("invalid")

    def to_representation(self, value: datetime) -> str:
        moment = value.astimezone(UTC).isoformat(timespec="milliseconds")
        return moment.replace("+00:00", "Z")


class UuidField(ApiField, serializers.UUIDField):
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": "must be a UUID"}
    input_schema = {"type": "string", "format": "uuid"}
    output_schema = input_schema

    def to_internal_value(self, data: Any) -> UUID:
        if not isinstance(data, str) or not UUID_TEXT.fullmatch(data):
            self.fail("invalid")
        return super().to_internal_value(data)
