from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import async_only_middleware

from api.middleware.chain import Answer

# What the OWASP HTTP Headers Cheat Sheet advises for an API that serves no pages.
SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-site",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# The admin pages bring their own style sheets and scripts, and Django checks the Referer of their forms.
ADMIN_HEADERS = SECURITY_HEADERS | {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
}


@async_only_middleware
def security_headers(get_response: Answer) -> Answer:
    """Adds what the answer does not say itself."""

    async def answer(request: HttpRequest) -> HttpResponseBase:
        response = await get_response(request)
        is_admin = request.path.startswith("/admin/")
        for name, value in (ADMIN_HEADERS if is_admin else SECURITY_HEADERS).items():
            response.setdefault(name, value)
        return response

    return answer
