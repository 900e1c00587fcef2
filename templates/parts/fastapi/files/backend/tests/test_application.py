import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from tests.conftest import StartApp


async def test_health_says_that_the_process_runs_and_the_database_answers(
    client: AsyncClient,
) -> None:
    health = await client.get("/health")
    assert (health.status_code, health.json()) == (200, {"status": "ok"})
    ready = await client.get("/ready")
    assert ready.status_code == 200
    assert ready.json() == {"status": "ready", "checks": {"database": "up"}}


async def test_not_ready_when_a_check_fails(app: FastAPI, client: AsyncClient) -> None:
    async def fail() -> None:
        raise OSError("gone")

    app.state.health_checks["database"] = fail
    response = await client.get("/ready")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "checks": {"database": "down"}}


async def test_errors_are_problem_details_with_the_request_id(client: AsyncClient) -> None:
    response = await client.get("/nowhere?secret=1", headers={"X-Request-Id": "abc-1"})
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "Nothing answers GET /nowhere",
        "instance": "/nowhere",
        "request_id": "abc-1",
    }


async def test_an_unknown_error_is_told_without_its_reason(
    app: FastAPI, client: AsyncClient
) -> None:
    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("the inside")

    response = await client.get("/broken", headers={"Origin": "http://localhost:5173"})
    assert response.status_code == 500
    assert response.json()["detail"] == "The request could not be completed"
    assert "inside" not in response.text
    assert response.headers["Access-Control-Allow-Origin"] == "http://localhost:5173"


@pytest.mark.parametrize("given", ["", "two words", "x" * 129])
async def test_makes_a_request_id_where_the_given_one_is_not_good(
    client: AsyncClient, given: str
) -> None:
    response = await client.get("/health", headers={"X-Request-Id": given})
    assert len(response.headers["X-Request-Id"]) == 36


async def test_other_origins_are_not_allowed(start_app: StartApp) -> None:
    async with start_app(cors_origins="https://app.example") as (_, client):
        allowed = await client.get("/health", headers={"Origin": "https://app.example"})
        assert allowed.headers["Access-Control-Allow-Origin"] == "https://app.example"
        assert allowed.headers["Access-Control-Allow-Credentials"] == "true"
        refused = await client.get("/health", headers={"Origin": "https://evil.example"})
        assert "Access-Control-Allow-Origin" not in refused.headers


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
async def test_front_ends_may_use_every_method(client: AsyncClient, method: str) -> None:
    headers = {
        "Origin": "http://localhost:5173",
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "authorization, content-type",
    }
    response = await client.options("/api/anything", headers=headers)
    assert response.status_code == 200
    assert method in response.headers["Access-Control-Allow-Methods"]


async def test_security_headers_are_there(client: AsyncClient) -> None:
    headers = (await client.get("/health")).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


async def test_a_burst_is_stopped_and_health_checks_are_not(start_app: StartApp) -> None:
    async with start_app(rate_limit_max=5) as (_, client):
        for _attempt in range(5):
            assert (await client.get("/api/anything")).status_code == 404
        response = await client.get("/api/anything")
        assert response.status_code == 429
        assert int(response.headers["Retry-After"]) > 0
        assert response.headers["Content-Type"] == "application/problem+json"
        assert (await client.get("/ready")).status_code == 200


async def test_a_large_body_is_refused(start_app: StartApp) -> None:
    async with start_app(body_limit_bytes=1024) as (_, client):
        assert (await client.post("/api/anything", content="x" * 1025)).status_code == 413
