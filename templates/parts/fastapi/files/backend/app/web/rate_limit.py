"""Limits on how often one address may call. The counts live in this process."""

import math
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from limits import RateLimitItem, RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import FixedWindowRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from app.errors.app_errors import AppError, TooManyRequestsError
from app.errors.problem_details import app_error_response

# Whoever watches the process must not be turned away.
UNLIMITED_PATHS = {"/health", "/ready"}


class RateLimitMiddleware:
    def __init__(self, app: ASGIApp, limit: int, window_ms: int) -> None:
        self.app = app
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._limit = _limit_of(limit, window_ms)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or scope["path"] in UNLIMITED_PATHS:
            await self.app(scope, receive, send)
            return
        address = _address_of(scope)
        if await self._limiter.hit(self._limit, address):
            await self.app(scope, receive, send)
            return
        error = await _refusal(self._limiter, self._limit, address)
        await app_error_response(scope, error)(scope, receive, send)


class FailureLimit:
    """Limits the attempts of one address that fail, so that passwords cannot be tried out."""

    def __init__(self, limit: int, window_ms: int) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._limit = _limit_of(limit, window_ms)

    @asynccontextmanager
    async def attempt(self, scope: Scope) -> AsyncIterator[None]:
        address = _address_of(scope)
        if not await self._limiter.test(self._limit, address):
            raise await _refusal(self._limiter, self._limit, address)
        try:
            yield
        except AppError:
            await self._limiter.hit(self._limit, address)
            raise


def _limit_of(limit: int, window_ms: int) -> RateLimitItem:
    return RateLimitItemPerSecond(limit, multiples=math.ceil(window_ms / 1000))


def _address_of(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else "unknown"


async def _refusal(
    limiter: FixedWindowRateLimiter, limit: RateLimitItem, address: str
) -> TooManyRequestsError:
    window = await limiter.get_window_stats(limit, address)
    return TooManyRequestsError(max(1, math.ceil(window.reset_time - time.time())))
