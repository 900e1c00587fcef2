"""Limits on how often one address may call. The counts live in this process."""

import math
import time

from django.http import HttpRequest
from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from rest_framework.request import Request

from api.errors import TooManyRequestsError


class RateLimit:
    def __init__(self, limit: int, window_ms: int) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._limit = RateLimitItemPerSecond(limit, multiples=math.ceil(window_ms / 1000))

    def check(self, request: HttpRequest | Request) -> None:
        """Raises TooManyRequestsError when the address has used up what it may."""
        if not self._limiter.test(self._limit, _address_of(request)):
            window = self._limiter.get_window_stats(self._limit, _address_of(request))
            raise TooManyRequestsError(max(1, math.ceil(window.reset_time - time.time())))

    def count(self, request: HttpRequest | Request) -> None:
        self._limiter.hit(self._limit, _address_of(request))


def _address_of(request: HttpRequest | Request) -> str:
    address: str = request.META.get("REMOTE_ADDR", "unknown")
    return address
