import asyncio
import time

import structlog
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import async_only_middleware

from api.middleware.chain import Answer

log = structlog.stdlib.get_logger(__name__)


@async_only_middleware
def request_log(get_response: Answer) -> Answer:
    """Writes one line per request when it is answered (a stream: when it begins), or when the caller has gone away."""

    async def answer(request: HttpRequest) -> HttpResponseBase:
        started_at = time.perf_counter()

        def fields() -> dict[str, object]:
            milliseconds = round((time.perf_counter() - started_at) * 1000)
            return {"method": request.method, "path": request.path, "durationMs": milliseconds}

        try:
            response = await get_response(request)
        except asyncio.CancelledError:
            log.info("request aborted", **fields())
            raise
        write = log.error if response.status_code >= 500 else log.info
        write("request completed", status=response.status_code, **fields())
        return response

    return answer
