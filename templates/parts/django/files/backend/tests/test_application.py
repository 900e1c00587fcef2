from collections.abc import Callable
from contextlib import closing

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from pytest_django import Settings
from rest_framework.test import APIClient

from api import health
from config import urls


def fail(*_: HttpRequest) -> HttpResponse:
    raise RuntimeError("the inside")


def test_health_says_that_the_process_runs(client: APIClient) -> None:
    response = client.get("/health")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_ready_when_every_check_passes(client: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(health.CHECKS, "database", lambda: None)
    response = client.get("/ready")
    assert response.status_code == 200
    assert response.json() == {"status": "ready", "checks": {"database": "up"}}


def test_not_ready_when_a_check_fails(client: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(health.CHECKS, "database", fail)
    response = client.get("/ready")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "checks": {"database": "down"}}


def test_errors_are_problem_details_with_the_request_id(client: APIClient) -> None:
    response = client.get("/nowhere?secret=1", headers={"X-Request-Id": "abc-1"})
    assert response["Content-Type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "Nothing answers GET /nowhere",
        "instance": "/nowhere",
        "request_id": "abc-1",
    }


def test_an_unknown_error_is_told_without_its_reason(
    client: APIClient, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(urls, "urlpatterns", [path("broken", fail)])
    settings.ROOT_URLCONF = "config.urls"
    response = client.get("/broken", headers={"Origin": "http://localhost:5173"})
    assert response.status_code == 500
    assert response.json()["detail"] == "The request could not be completed"
    assert "inside" not in response.content.decode()
    assert response["Access-Control-Allow-Origin"] == "http://localhost:5173"


@pytest.mark.parametrize("given", ["", "two words", "x" * 129])
def test_makes_a_request_id_where_the_given_one_is_not_good(client: APIClient, given: str) -> None:
    response = client.get("/health", headers={"X-Request-Id": given})
    assert len(response["X-Request-Id"]) == 36


def test_other_origins_are_not_allowed(client: APIClient, settings: Settings) -> None:
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example"]
    allowed = client.get("/health", headers={"Origin": "https://app.example"})
    assert allowed["Access-Control-Allow-Origin"] == "https://app.example"
    assert allowed["Access-Control-Allow-Credentials"] == "true"
    refused = client.get("/health", headers={"Origin": "https://evil.example"})
    assert "Access-Control-Allow-Origin" not in refused


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
def test_front_ends_may_use_every_method(client: APIClient, method: str) -> None:
    headers = {
        "Origin": "http://localhost:5173",
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "authorization, content-type",
    }
    response = client.options("/api/anything", headers=headers)
    assert response.status_code == 200
    assert method in response["Access-Control-Allow-Methods"]


def test_security_headers_are_there(client: APIClient) -> None:
    response = client.get("/health")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.django_db
def test_the_admin_pages_ask_who_is_there(client: APIClient) -> None:
    response = client.get("/admin/login/")
    assert response.status_code == 200
    assert response["Content-Security-Policy"].startswith("default-src 'self'")
    with closing(client.get("/static/admin/css/base.css")) as style_sheet:
        assert style_sheet.status_code == 200


def test_a_burst_is_stopped_and_health_checks_are_not(
    client: APIClient, change_environment: Callable[..., None]
) -> None:
    change_environment(rate_limit_max=5)
    for _attempt in range(5):
        assert client.get("/api/anything").status_code == 404
    response = client.get("/api/anything")
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert response["Content-Type"] == "application/problem+json"
    assert client.get("/health").status_code == 200


def test_a_large_body_is_refused(
    client: APIClient, change_environment: Callable[..., None]
) -> None:
    change_environment(body_limit_bytes=1024)
    body = "x" * 1025
    response = client.post("/api/anything", body, content_type="application/json")
    assert response.status_code == 413
