"""Forms of pages: what was typed becomes what the models of the API check, and comes back with what they refuse."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from fastapi import Request
from pydantic import BaseModel, ValidationError

from app.errors.app_errors import AppError, BadRequestError, FieldError, InvalidInputError
from app.errors.handlers import readable_message

WHOLE_NUMBER = re.compile(r"-?[0-9]{1,16}")
LOCAL_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?")

Reader = Callable[[str], Any]
Input = TypeVar("Input", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the inputs of a form, and what is wrong with it."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


def filled_form(record: BaseModel) -> Form:
    values = record.model_dump(mode="json", by_alias=True)
    return Form({name: "" if it in (None, False) else str(it) for name, it in values.items()})


def refused_form(typed: Mapping[str, str], error: AppError) -> Form:
    errors: dict[str, str] = {}
    for it in error.errors:
        errors.setdefault(it.field, it.message)
    return Form(typed, errors, "" if errors else error.detail)


async def typed_values(request: Request) -> dict[str, str]:
    media_type = request.headers.get("Content-Type", "").partition(";")[0]
    if media_type != "application/x-www-form-urlencoded":
        raise BadRequestError("The request body must be a form")
    try:
        body = (await request.body()).decode()
        return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=1000))
    except ValueError:
        raise BadRequestError("The form could not be read") from None


def read_form(kind: type[Input], typed: Mapping[str, str], readers: Mapping[str, Reader]) -> Input:
    """A form says everything: what is left empty is None. Raises InvalidInputError like the API."""
    values = {name: read(typed.get(name, "")) for name, read in readers.items()}
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        raise InvalidInputError(
            [
                FieldError(".".join(map(str, it["loc"])), readable_message(dict(it)))
                for it in error.errors()
            ]
        ) from None


def text(typed: str) -> str | None:
    return typed or None


def integer(typed: str) -> int | str | None:
    return int(typed) if WHOLE_NUMBER.fullmatch(typed) else text(typed)


def boolean(typed: str) -> bool:
    return typed != ""


def moment(typed: str) -> str | None:
    """From an input that shows it in UTC. Browsers leave the seconds out where they are zero."""
    if LOCAL_TIME.fullmatch(typed) is None:
        return text(typed)
    return typed + (":00Z" if len(typed) == len("2026-01-31T09:30") else "Z")
