import asyncio
import unittest
from unittest.mock import patch

import httpx

from app.retrying import retry
from app.within import UpstreamTimeoutError, http_client, within


class Failing:
    """Fails with these in turn, then succeeds."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = errors
        self.calls = 0

    async def __call__(self) -> int:
        self.calls += 1
        if self.calls <= len(self.errors):
            raise self.errors[self.calls - 1]
        return self.calls


class RetryTest(unittest.IsolatedAsyncioTestCase):
    async def test_a_call_that_failed_for_a_passing_reason_is_repeated(self) -> None:
        self.assertEqual(await retry(Failing(ConnectionResetError(), TimeoutError()), base_seconds=0.001), 3)

    async def test_it_fails_with_the_last_reason(self) -> None:
        last = ConnectionRefusedError("the last")
        call = Failing(TimeoutError(), TimeoutError(), last, TimeoutError())
        with self.assertRaises(ConnectionRefusedError) as failure:
            await retry(call, base_seconds=0.001)
        self.assertIs(failure.exception, last)
        self.assertEqual(call.calls, 3)

    async def test_what_would_fail_again_is_not_repeated(self) -> None:
        call = Failing(ValueError("a defect"))
        with self.assertRaises(ValueError):
            await retry(call, base_seconds=0.001)
        self.assertEqual(call.calls, 1)

    async def test_the_pauses_are_random_below_a_limit_that_doubles(self) -> None:
        pauses: list[tuple[float, float]] = []

        def drawn(low: float, high: float) -> float:
            pauses.append((low, high))
            return 0.0

        with patch("app.retrying.random.uniform", drawn):
            await retry(Failing(*[TimeoutError()] * 3), attempts=4, base_seconds=1, max_seconds=3)
        self.assertEqual(pauses, [(0, 1), (0, 2), (0, 3)])


class TimeoutTest(unittest.IsolatedAsyncioTestCase):
    async def test_a_call_ends_at_its_deadline_with_an_error_of_its_own(self) -> None:
        async with within(5):
            await asyncio.sleep(0)
        with self.assertRaises(UpstreamTimeoutError) as late:
            async with within(0.02):
                await asyncio.sleep(60)
        self.assertEqual(late.exception.status, 504)

    async def test_a_timeout_of_the_client_is_the_same_error_and_another_failure_is_not(self) -> None:
        with self.assertRaises(UpstreamTimeoutError):
            async with within(5):
                raise httpx.ReadTimeout("no answer in time")
        with self.assertRaises(httpx.ConnectError):
            async with within(5):
                raise httpx.ConnectError("refused")

    async def test_the_client_has_limits(self) -> None:
        async with http_client("http://stock") as client:
            self.assertEqual(client.timeout, httpx.Timeout(5.0, connect=2.0))
