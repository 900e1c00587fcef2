from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from api.errors import ConflictError, FieldError
from config.database import taken_columns


@contextmanager
def naming_duplicates(fields: Mapping[str, str]) -> Iterator[None]:
    """Turns a violated unique constraint into ConflictError. `fields` gives the names that callers know, by column."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        taken = [fields[column] for column in taken_columns(error) if column in fields]
        if not taken:
            raise
        raise ConflictError(
            f"{' and '.join(taken)} must be unique",
            errors=[FieldError(field, "is taken") for field in taken],
        ) from error
