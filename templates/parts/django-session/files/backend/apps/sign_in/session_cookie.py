from django.conf import settings
from django.http import HttpResponse

from apps.sign_in.authentication import COOKIE_NAME


def set_session_cookie(response: HttpResponse, session_id: str) -> None:
    response.set_cookie(
        COOKIE_NAME,
        session_id,
        max_age=settings.ENVIRONMENT.session_ttl_seconds,
        secure=settings.ENVIRONMENT.is_production,
        httponly=True,
        samesite="Lax",
    )


def delete_session_cookie(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE_NAME, samesite="Lax")
