import re
from uuid import uuid4

import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import async_only_middleware

from api.middleware.chain import Answer

ACCEPTED_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")


@async_only_middleware
def request_id(get_response: Answer) -> Answer:
    """Takes over the caller's X-Request-Id or makes one, answers with it, and keeps it for the logs."""

    async def answer(request: HttpRequest) -> HttpResponseBase:
        given = request.headers.get("X-Request-Id", "")
        id_ = given if ACCEPTED_ID.fullmatch(given) else str(uuid4())
        with structlog.contextvars.bound_contextvars(requestId=id_):
            response = await get_response(request)
        response["X-Request-Id"] = id_
        return response

    return answer


def current_request_id() -> str:
    id_: str = structlog.contextvars.get_contextvars().get("requestId", "")
    return id_
