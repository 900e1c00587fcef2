from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import async_only_middleware

from api.errors import ForbiddenError
from api.middleware.chain import Answer
from api.origins import is_foreign
from api.problems import app_error_response

# RFC 9110, 9.2.1: these change nothing.
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


@async_only_middleware
def origins(get_response: Answer) -> Answer:
    """Refuses changes through the API that pages of other sites ask for. The forms of pages have tokens."""

    async def answer(request: HttpRequest) -> HttpResponseBase:
        is_change = request.method not in SAFE_METHODS and request.path.startswith("/api/")
        if is_change and is_foreign(request.headers):
            error = ForbiddenError("This origin may not call the API")
            return app_error_response(request, error)
        return await get_response(request)

    return answer
