import json

from asgiref.sync import markcoroutinefunction, sync_to_async
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from api.errors import AppError
from api.middleware.chain import Answer
from api.problems import PROBLEM_TYPE, app_error_response

HTML_TYPE = "text/html"
PAGE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    # Without a referrer, browsers hide the origin of a form from its own server.
    "Referrer-Policy": "same-origin",
}


class PagesMiddleware:
    """Gives pages their headers, and shows refusals as pages to whoever prefers them. The API has one form of answer."""

    async_capable = True
    sync_capable = False

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response
        markcoroutinefunction(self)

    async def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = await self._get_response(request)
        if request.path.startswith("/api/"):
            return response
        if (
            isinstance(response, HttpResponse)
            and response.headers.get("Content-Type") == PROBLEM_TYPE
            and request.get_preferred_type([PROBLEM_TYPE, HTML_TYPE]) == HTML_TYPE
        ):
            await sync_to_async(_show_problem)(request, response)
        is_page = response.headers.get("Content-Type", "").startswith(HTML_TYPE)
        if is_page and not request.path.startswith("/admin/"):
            for name, value in PAGE_HEADERS.items():
                response.setdefault(name, value)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """For errors of page views; those of the API are answered before."""
        return app_error_response(request, error) if isinstance(error, AppError) else None


def _show_problem(request: HttpRequest, response: HttpResponse) -> None:
    problem = json.loads(response.content)
    response.content = render_to_string("site/error.html", problem, request).encode()
    response["Content-Type"] = f"{HTML_TYPE}; charset=utf-8"
    response["Content-Length"] = str(len(response.content))
