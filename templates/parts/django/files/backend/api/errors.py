"""The errors that a caller may know about. Every other error is a bug and becomes a plain 500."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FieldError:
    """One refused field, as the client shows it beside the input."""

    field: str
    message: str


class AppError(Exception):
    """Its status and message are sent to the caller."""

    status: ClassVar[int]

    def __init__(
        self,
        detail: str,
        *,
        errors: Sequence[FieldError] = (),
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = errors
        self.headers = headers or {}


class UnauthorizedError(AppError):
    status = 401


class ForbiddenError(AppError):
    status = 403


class NotFoundError(AppError):
    status = 404


class ConflictError(AppError):
    status = 409


class PayloadTooLargeError(AppError):
    status = 413


class InvalidInputError(AppError):
    status = 422

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__("Some fields are not valid", errors=errors)


class TooManyRequestsError(AppError):
    status = 429

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__(
            "Too many requests; try again later",
            headers={"Retry-After": str(retry_after_seconds)},
        )
