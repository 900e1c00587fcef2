"""Says whether the process runs, and whether it can answer."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from fastapi import APIRouter, Request, Response

log = structlog.stdlib.get_logger(__name__)

HealthCheck = Callable[[], Awaitable[None]]

CHECK_TIMEOUT_SECONDS = 2

health_router = APIRouter(include_in_schema=False)


@health_router.get("/health")
async def read_health() -> dict[str, str]:
    return {"status": "ok"}


@health_router.get("/ready")
async def read_readiness(request: Request, response: Response) -> dict[str, object]:
    checks: dict[str, HealthCheck] = request.app.state.health_checks
    states = dict(zip(checks, await asyncio.gather(*map(_state_of, checks.items())), strict=True))
    is_ready = all(it == "up" for it in states.values())
    response.status_code = 200 if is_ready else 503
    return {"status": "ready" if is_ready else "unavailable", "checks": states}


async def _state_of(named_check: tuple[str, HealthCheck]) -> str:
    name, check = named_check
    try:
        async with asyncio.timeout(CHECK_TIMEOUT_SECONDS):
            await check()
    except Exception:
        log.warning("health check failed", check=name, exc_info=True)
        return "down"
    return "up"
