"""Error responses: problem details (RFC 9457) with the request id and, for refused input, one entry per field."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse

from api.errors import AppError, FieldError
from api.middleware.request_id import current_request_id

PROBLEM_TYPE = "application/problem+json"


def problem_response(
    request: HttpRequest,
    *,
    status: int,
    detail: str,
    errors: Sequence[FieldError] = (),
    headers: Mapping[str, str] | None = None,
) -> JsonResponse:
    content: dict[str, Any] = {
        # RFC 9457, 4.2.1: the status says all there is to say, and the title is its phrase.
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.path,
        "request_id": current_request_id(),
    }
    if errors:
        content["errors"] = [asdict(it) for it in errors]
    return JsonResponse(content, status=status, headers=headers, content_type=PROBLEM_TYPE)


def app_error_response(request: HttpRequest, error: AppError) -> JsonResponse:
    return problem_response(
        request,
        status=error.status,
        detail=error.detail,
        errors=error.errors,
        headers=error.headers,
    )
