"""Where the errors of API views become responses."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from rest_framework import exceptions

from api.errors import AppError, FieldError, InvalidInputError
from api.problems import app_error_response, problem_response


def answer_exception(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """Gives None for an error without a known meaning, which is logged and told as a plain 500."""
    request = context["request"]
    match error:
        case AppError():
            return app_error_response(request, error)
        case exceptions.ValidationError():
            return app_error_response(request, InvalidInputError(list(_field_errors(error.detail))))
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            scheme = getattr(error, "auth_header", None)
            headers = {"WWW-Authenticate": scheme} if scheme else {}
            return problem_response(request, status=401, detail=str(error.detail), headers=headers)
        case exceptions.ParseError():
            return problem_response(request, status=400, detail="The request could not be read")
        case exceptions.MethodNotAllowed():
            detail = f"{request.path} does not answer {request.method}"
            return problem_response(request, status=405, detail=detail)
        case exceptions.APIException():
            return problem_response(request, status=error.status_code, detail=str(error.detail))
        case Http404():
            return problem_response(request, status=404, detail="There is no such thing")
        case PermissionDenied():
            return problem_response(request, status=403, detail="This is not allowed")
    return None


def _field_errors(detail: Any) -> Iterator[FieldError]:
    """The first message of each field."""
    for field, messages in detail.items():
        yield FieldError(field, str(messages[0]))
