"""Browsers say where a request comes from, in Origin or Sec-Fetch-Site. Programs say neither."""

from collections.abc import Mapping

from django.conf import settings


def is_foreign(headers: Mapping[str, str]) -> bool:
    """Whether a page of another site made a browser send this, with its cookies."""
    origin = headers.get("Origin")
    if origin is None:
        return headers.get("Sec-Fetch-Site") == "cross-site"
    _, _, host = origin.partition("://")
    return origin not in settings.CORS_ALLOWED_ORIGINS and host != headers.get("Host")
