import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from api.body_limit import MARK, cut_off_bodies

async def received_by_django(
    messages: list[dict[str, Any]], headers: list[tuple[bytes, bytes]]
) -> tuple[bytes, bool]:
    """The body as Django reads it, and whether the request is marked."""
    scope: Any = {"type": "http", "headers": headers}
    body = b""

    async def django(scope: Any, receive: Callable[[], Any], send: Any) -> None:
        nonlocal body
        is_more = True
        while is_more:
            message = await receive()
            body += message["body"]
            is_more = message["more_body"]
        assert (await receive())["type"] == "http.disconnect"

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def send(_: Any) -> None:
        raise AssertionError("answers nothing itself")

    await cut_off_bodies(django)(scope, receive, send)
    return body, MARK in scope


def chunks(*sizes: int) -> list[dict[str, Any]]:
    bodies = [
        {"type": "http.request", "body": b"x" * size, "more_body": index < len(sizes)}
        for index, size in enumerate(sizes, start=1)
    ]
    return [*bodies, {"type": "http.disconnect"}]


@pytest.fixture(autouse=True)
def small_limit(change_environment: Callable[..., None]) -> None:
    change_environment(body_limit_bytes=1024)


def test_a_body_within_the_limit_passes() -> None:
    body, is_marked = asyncio.run(received_by_django(chunks(1000, 24), []))
    assert (len(body), is_marked) == (1024, False)


def test_a_body_without_a_length_is_cut_off_where_it_grows_too_long() -> None:
    body, is_marked = asyncio.run(received_by_django(chunks(1000, 25, 1000), []))
    assert (len(body), is_marked) == (1000, True)


def test_a_body_that_is_announced_as_too_long_is_not_read() -> None:
    headers = [(b"content-length", b"1025")]
    body, is_marked = asyncio.run(received_by_django(chunks(1025), headers))
    assert (body, is_marked) == (b"", True)
