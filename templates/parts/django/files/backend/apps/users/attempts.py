from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.conf import settings
from django.http import HttpRequest
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from api.errors import AppError
from api.rate_limit import RateLimit


@contextmanager
def counting_failures(request: HttpRequest | Request) -> Iterator[None]:
    """Limits the attempts of one address that fail, so that passwords cannot be tried out."""
    limit = failure_limit()
    limit.check(request)
    try:
        yield
    except (AppError, APIException):
        limit.count(request)
        raise


@cache
def failure_limit() -> RateLimit:
    environment = settings.ENVIRONMENT
    return RateLimit(environment.auth_rate_limit_max, environment.rate_limit_window_ms)
