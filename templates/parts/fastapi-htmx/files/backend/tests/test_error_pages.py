from httpx import AsyncClient, Response

from tests.conftest import StartApp

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def expect_page(response: Response, status: int, message: str) -> None:
    assert response.status_code == status
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert message in response.text


async def test_refusals_are_pages_for_people(start_app: StartApp) -> None:
    async with start_app(body_limit_bytes=1024) as (_, client):
        unknown = await client.get("/nowhere", headers=BROWSER)
        expect_page(unknown, 404, "Nothing answers GET /nowhere")
        other = await client.get("/sign-out", headers=BROWSER)
        expect_page(other, 405, "/sign-out does not answer GET")
        long = await client.post("/sign-in", data={"email": "x" * 1025}, headers=BROWSER)
        expect_page(long, 413, "The request body is too large")


async def test_a_burst_is_told_as_a_page(start_app: StartApp) -> None:
    async with start_app(rate_limit_max=1) as (_, client):
        await client.get("/sign-in")
        stopped = await client.get("/sign-in", headers=BROWSER)
    expect_page(stopped, 429, "Too many requests")
    assert int(stopped.headers["Retry-After"]) > 0


async def test_refusals_are_problems_for_programs(client: AsyncClient) -> None:
    for response in (
        await client.get("/nowhere"),
        await client.get("/api/nowhere", headers=BROWSER),
    ):
        assert response.status_code == 404
        assert response.headers["Content-Type"] == "application/problem+json"
