import pytest
from rest_framework.test import APIClient

OWN = "https://testserver"
ALLOWED = "http://localhost:5173"
FOREIGN = "https://evil.example"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": FOREIGN},
        {"Origin": "null"},
        {"Origin": f"{ALLOWED}.evil.example"},
        {"Origin": FOREIGN, "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_other_sites_cannot_change_anything(client: APIClient, headers: dict[str, str]) -> None:
    response = client.post("/api/auth/logout", headers=headers)
    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"
    assert "Access-Control-Allow-Origin" not in response


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": "testserver", "Origin": OWN},
        {"Origin": ALLOWED, "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-origin"},
    ],
)
def test_front_ends_and_programs_pass(client: APIClient, headers: dict[str, str]) -> None:
    assert client.post("/api/auth/logout", headers=headers).status_code == 204


def test_reading_is_open_to_whoever_is_signed_in(client: APIClient) -> None:
    assert client.get("/api/auth/me", headers={"Origin": FOREIGN}).status_code == 401
