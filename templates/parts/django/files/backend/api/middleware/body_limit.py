from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import async_only_middleware

from api.body_limit import is_body_too_long
from api.errors import PayloadTooLargeError
from api.middleware.chain import Answer
from api.problems import app_error_response


@async_only_middleware
def body_limit(get_response: Answer) -> Answer:
    async def answer(request: HttpRequest) -> HttpResponseBase:
        if is_body_too_long(request):
            error = PayloadTooLargeError("The request body is too large")
            return app_error_response(request, error)
        return await get_response(request)

    return answer
