"""Error responses: problem details (RFC 9457) with the request id and, for refused input, one entry per field."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse
from starlette.types import Scope

from app.errors.app_errors import AppError, FieldError


class ProblemResponse(JSONResponse):
    media_type = "application/problem+json"


def problem_response(
    scope: Scope,
    *,
    status: int,
    detail: str,
    errors: Sequence[FieldError] = (),
    headers: Mapping[str, str] | None = None,
) -> ProblemResponse:
    content: dict[str, Any] = {
        # RFC 9457, 4.2.1: the status says all there is to say, and the title is its phrase.
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": scope["path"],
        "request_id": scope["state"]["request_id"],
    }
    if errors:
        content["errors"] = [asdict(it) for it in errors]
    return ProblemResponse(content, status_code=status, headers=headers)


def app_error_response(scope: Scope, error: AppError) -> ProblemResponse:
    return problem_response(
        scope,
        status=error.status,
        detail=error.detail,
        errors=error.errors,
        headers=error.headers,
    )
