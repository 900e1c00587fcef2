import asyncio
import os
import unittest

from fastapi import FastAPI, Request, Response
from fastapi.testclient import TestClient
from pydantic import TypeAdapter
from redis.asyncio import Redis

from app.cached import cached
from app.cached_json import cached_json
from app.cached_once import cached_once
from app.orders.evicting import EvictingOrderWrites

NUMBER = TypeAdapter(dict[str, int])


class Writes:
    async def update(self, key: str, changes: dict[str, object]) -> None:
        if key == "2":
            raise RuntimeError("refused")

    async def delete(self, key: str) -> None:
        pass


class CachingTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.redis = Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
        await self.redis.flushdb()
        self.loads = 0

    async def asyncTearDown(self) -> None:
        await self.redis.aclose()

    async def load(self) -> dict[str, int]:
        self.loads += 1
        return {"load": self.loads}

    async def test_a_value_is_loaded_once_and_again_when_its_time_is_up(self) -> None:
        async def read() -> dict[str, int]:
            return await cached(self.redis, "order:1", NUMBER, self.load, ttl_seconds=1)

        self.assertEqual([await read(), await read()], [{"load": 1}, {"load": 1}])
        left = await self.redis.pttl("order:1")
        self.assertTrue(0 < left <= 1_000, left)
        await asyncio.sleep(left / 1_000 + 0.05)
        self.assertEqual(await read(), {"load": 2})

    async def test_an_entry_of_another_version_and_a_cache_that_is_away_count_as_a_miss(self) -> None:
        await self.redis.set("order:1", '{"load": "tea"}')
        self.assertEqual(await cached(self.redis, "order:1", NUMBER, self.load), {"load": 1})
        away = Redis.from_url("redis://127.0.0.1:1")
        self.assertEqual(await cached(away, "order:1", NUMBER, self.load), {"load": 2})
        await away.aclose()

    async def test_a_write_evicts_what_it_has_changed_and_not_where_it_failed(self) -> None:
        writes = EvictingOrderWrites(Writes(), self.redis)
        await self.redis.mset({"order:1": "a", "order:2": "b", "order:3": "c", "order:list": "abc"})
        with self.assertRaises(RuntimeError):
            await writes.update("2", {})
        self.assertEqual(await self.redis.exists("order:2", "order:list"), 2)
        await writes.update("1", {"note": "x"})
        await writes.delete("3")
        self.assertEqual(await self.redis.keys("*"), ["order:2"])

    async def test_of_many_callers_one_loads(self) -> None:
        async def slow() -> str:
            self.loads += 1
            await asyncio.sleep(0.15)
            return "value"

        values = await asyncio.gather(*(cached_once(self.redis, "report", slow) for _ in range(5)))
        self.assertEqual((set(values), self.loads), ({"value"}, 1))
        self.assertEqual(await self.redis.keys("*"), ["report"])

    async def test_a_load_that_fails_gives_its_lock_back_and_a_lock_of_somebody_else_stays(self) -> None:
        async def fail() -> str:
            raise RuntimeError("down")

        async def own() -> str:
            return "own"

        with self.assertRaises(RuntimeError):
            await cached_once(self.redis, "report", fail)
        self.assertEqual(await self.redis.exists("report:lock"), 0)
        await self.redis.set("report:lock", "another")
        self.assertEqual(await cached_once(self.redis, "report", own, lock_seconds=0.2), "own")
        self.assertEqual(await self.redis.get("report:lock"), "another")

    async def test_a_client_may_keep_an_answer_and_asks_with_its_tag_afterwards(self) -> None:
        app = FastAPI()

        @app.get("/orders")
        async def orders(request: Request) -> Response:
            return cached_json(request, [1], seconds=60)

        client = TestClient(app)
        first = client.get("/orders")
        self.assertEqual(first.json(), [1])
        self.assertEqual(first.headers["Cache-Control"], "private, max-age=60, stale-while-revalidate=60")
        again = client.get("/orders", headers={"If-None-Match": f'"other", W/{first.headers["ETag"]}'})
        self.assertEqual((again.status_code, again.content), (304, b""))
