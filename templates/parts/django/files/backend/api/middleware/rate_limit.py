from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import async_only_middleware

from api.errors import TooManyRequestsError
from api.middleware.chain import Answer
from api.problems import app_error_response
from api.rate_limit import RateLimit

# Whoever watches the process must not be turned away.
UNLIMITED_PATHS = {"/health", "/ready"}


@async_only_middleware
def rate_limit(get_response: Answer) -> Answer:
    environment = settings.ENVIRONMENT
    limit = RateLimit(environment.rate_limit_max, environment.rate_limit_window_ms)

    async def answer(request: HttpRequest) -> HttpResponseBase:
        if request.path not in UNLIMITED_PATHS:
            try:
                limit.check(request)
            except TooManyRequestsError as error:
                return app_error_response(request, error)
            limit.count(request)
        return await get_response(request)

    return answer
