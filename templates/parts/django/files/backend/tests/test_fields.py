from typing import Any

import pytest
from rest_framework.serializers import ValidationError

from api.fields import (
    BooleanField,
    DateField,
    DateTimeField,
    DecimalField,
    IntegerField,
    LineField,
    UuidField,
)


@pytest.mark.parametrize(
    ("field", "given", "written"),
    [
        (LineField(), "  Lamp ", "Lamp"),
        (DecimalField(), "12.5", "12.50"),
        (DecimalField(), "007", "7.00"),
        (DecimalField(), "-0", "0.00"),
        (DecimalField(), "-3.1", "-3.10"),
        (DateTimeField(), "2026-01-31T10:30:00+01:00", "2026-01-31T09:30:00.000Z"),
        (
            UuidField(),
            "2F1E8D3C-7B7A-4F43-9D1C-1F6F1F0C9A11",
            "2f1e8d3c-7b7a-4f43-9d1c-1f6f1f0c9a11",
        ),
    ],
)
def test_accepts_and_writes(field: Any, given: Any, written: str) -> None:
    assert field.to_representation(field.run_validation(given)) == written


@pytest.mark.parametrize(
    ("field", "given"),
    [
        (LineField(), " "),
        (LineField(), 1),
        (LineField(), "x" * 201),
        (LineField(), "nothing\x00"),
        (LineField(), None),
        (IntegerField(), 1.5),
        (IntegerField(), True),
        (IntegerField(), "1"),
        (IntegerField(), 2**53),
        (DecimalField(), 12.5),
        (DecimalField(), "1.234"),
        (DecimalField(), "12345678901"),
        (DecimalField(), "1e3"),
        (BooleanField(), "true"),
        (BooleanField(), 1),
        (DateField(), "2026-02-30"),
        (DateField(), "31.01.2026"),
        (DateTimeField(), "2026-01-31"),
        (DateTimeField(), "2026-01-31T25:00:00Z"),
        (DateTimeField(), "0001-01-01T00:00:00+12:00"),
        (UuidField(), "not-a-uuid"),
    ],
)
def test_refuses(field: Any, given: Any) -> None:
    with pytest.raises(ValidationError):
        field.run_validation(given)
