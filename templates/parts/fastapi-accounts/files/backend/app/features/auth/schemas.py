import re
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from app.web.api_model import ApiInput, ApiOutput

Role = Literal["user", "admin"]

EMAIL = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]+@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.ASCII
)


def _check_email(value: str) -> str:
    """Whether an address exists, only a message to it can tell; this finds slips of the pen."""
    if EMAIL.fullmatch(value) is None:
        raise PydanticCustomError("email", "must be an email address")
    return value


class User(ApiOutput):
    """A user as callers see it."""

    id: UUID
    email: Annotated[str, WithJsonSchema({"type": "string", "format": "email"})]
    role: Role


class Credentials(ApiInput):
    # NIST SP 800-63B, 5.1.1.2: at least eight characters, long phrases welcome, no rules about kinds of characters.
    email: Annotated[
        str,
        StringConstraints(strip_whitespace=True, to_lower=True, max_length=254),
        AfterValidator(_check_email),
    ]
    password: Annotated[str, Field(min_length=8, max_length=256)]
