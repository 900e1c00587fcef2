"""Where errors become responses."""

from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors.app_errors import AppError, BadRequestError, FieldError, InvalidInputError
from app.errors.problem_details import app_error_response, problem_response

log = structlog.stdlib.get_logger(__name__)


def add_error_handlers(app: FastAPI) -> None:
    @app.exception_handler(AppError)
    def answer_app_error(request: Request, error: AppError) -> Response:
        return app_error_response(request.scope, error)

    @app.exception_handler(RequestValidationError)
    def answer_invalid_input(request: Request, error: RequestValidationError) -> Response:
        return app_error_response(request.scope, _to_app_error(error))

    @app.exception_handler(HTTPException)
    def answer_http_error(request: Request, error: HTTPException) -> Response:
        details = {
            404: f"Nothing answers {request.method} {request.url.path}",
            405: f"{request.url.path} does not answer {request.method}",
            413: "The request body is too large",
        }
        return problem_response(
            request.scope,
            status=error.status_code,
            detail=details.get(error.status_code, "The request could not be read"),
            headers=error.headers,
        )


class UnexpectedErrorMiddleware:
    """Logs errors without a known meaning and tells them as a plain 500."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        is_started = False

        async def send_and_note(message: Message) -> None:
            nonlocal is_started
            is_started = True
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except Exception:
            if is_started:
                log.exception("request failed after its response had started")
                raise
            log.exception("request failed")
            response = problem_response(
                scope, status=500, detail="The request could not be completed"
            )
            await response(scope, receive, send)


def _to_app_error(error: RequestValidationError) -> AppError:
    problems = error.errors()
    if any(it["type"] == "json_invalid" for it in problems):
        return BadRequestError("The request could not be read")
    return InvalidInputError([_field_error(it) for it in problems])


def _field_error(problem: dict[str, Any]) -> FieldError:
    """The first part of a location says where the value was sent: body, query or header."""
    source, *path = problem["loc"]
    return FieldError(".".join(map(str, path)) or str(source), readable_message(problem))


def readable_message(problem: dict[str, Any]) -> str:
    """Words that read well behind the name of a field."""
    context = problem.get("ctx", {})
    match problem["type"]:
        case "missing":
            return "is required"
        case str(kind) if problem["input"] is None and kind.endswith("_type"):
            return "is required"
        case "extra_forbidden":
            return "is not a known field"
        case "string_too_short" if context["min_length"] == 1:
            return "must not be empty"
        case "string_too_short":
            return f"must have at least {context['min_length']} characters"
        case "string_too_long":
            return f"must have at most {context['max_length']} characters"
        case "string_type":
            return "must be a string"
        case "int_type" | "int_from_float" | "int_parsing":
            return "must be a whole number"
        case "bool_type":
            return "must be a boolean"
        case "greater_than_equal":
            return f"must be at least {context['ge']}"
        case "less_than_equal":
            return f"must be at most {context['le']}"
        case _:
            return str(problem["msg"])
