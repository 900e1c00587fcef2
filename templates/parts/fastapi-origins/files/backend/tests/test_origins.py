import pytest
from httpx import AsyncClient

OWN = "https://api.example"
ALLOWED = "http://localhost:5173"
FOREIGN = "https://evil.example"


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
async def test_other_sites_cannot_change_anything(
    client: AsyncClient, headers: dict[str, str]
) -> None:
    response = await client.post("/api/auth/logout", headers=headers)
    assert response.status_code == 403
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": OWN},
        {"Origin": ALLOWED, "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-origin"},
    ],
)
async def test_front_ends_and_programs_pass(client: AsyncClient, headers: dict[str, str]) -> None:
    assert (await client.post("/api/auth/logout", headers=headers)).status_code == 204


async def test_reading_is_open_to_whoever_is_signed_in(client: AsyncClient) -> None:
    response = await client.get("/api/auth/me", headers={"Origin": FOREIGN})
    assert response.status_code == 401
