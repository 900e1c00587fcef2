from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from app.web.values import (
    DateTimeValue,
    DateValue,
    DecimalValue,
    IntegerValue,
    LineValue,
    UuidValue,
)


@pytest.mark.parametrize(
    ("kind", "given", "written"),
    [
        (LineValue, "  Lamp ", "Lamp"),
        (DecimalValue, "12.5", "12.50"),
        (DecimalValue, "007", "7.00"),
        (DecimalValue, "-0", "0.00"),
        (DecimalValue, "-3.1", "-3.10"),
        (DateTimeValue, "2026-01-31T10:30:00+01:00", "2026-01-31T09:30:00.000Z"),
        (
            UuidValue,
            "2F1E8D3C-7B7A-4F43-9D1C-1F6F1F0C9A11",
            "2f1e8d3c-7b7a-4f43-9d1c-1f6f1f0c9a11",
        ),
    ],
)
def test_accepts_and_writes(kind: Any, given: Any, written: str) -> None:
    values: TypeAdapter[Any] = TypeAdapter(kind)
    assert values.dump_python(values.validate_python(given), mode="json") == written


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (LineValue, " "),
        (LineValue, "x" * 201),
        (LineValue, "a\0b"),
        (LineValue, "\ud800"),
        (IntegerValue, 1.5),
        (IntegerValue, True),
        (IntegerValue, 2**53),
        (DecimalValue, 12.5),
        (DecimalValue, "1.234"),
        (DecimalValue, "12345678901"),
        (DecimalValue, "1e3"),
        (DateValue, "2026-02-30"),
        (DateValue, "31.01.2026"),
        (DateTimeValue, "2026-01-31"),
        (DateTimeValue, "2026-01-31T25:00:00Z"),
        (UuidValue, "not-a-uuid"),
    ],
)
def test_refuses(kind: Any, given: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(given)
