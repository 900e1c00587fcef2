import unittest

import httpx

from app.stock_client import Stock, StockClient, StockUnavailableError


def answer(request: httpx.Request) -> httpx.Response:
    match request.url.params["sku"]:
        case "tea & co":
            return httpx.Response(200, json={"sku": "tea & co", "available": 3})
        case "unknown":
            return httpx.Response(404)
        case "slow":
            raise httpx.ReadTimeout("no answer in time")
        case _:
            return httpx.Response(503)


class ClientTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.client = StockClient("http://stock", httpx.MockTransport(answer))

    async def asyncTearDown(self) -> None:
        await self.client.aclose()

    async def test_reads_what_is_there(self) -> None:
        self.assertEqual(await self.client.read("tea & co"), Stock(sku="tea & co", available=3))
        self.assertIsNone(await self.client.read("unknown"))

    async def test_failures_have_one_type(self) -> None:
        for sku in ("slow", "broken"):
            with self.subTest(sku), self.assertRaises(StockUnavailableError):
                await self.client.read(sku)

    async def test_a_silent_server_ends_with_a_timeout(self) -> None:
        self.assertEqual(self.client._http.timeout, httpx.Timeout(5.0, connect=2.0))
