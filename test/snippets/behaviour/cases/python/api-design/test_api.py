import os
import unittest

import httpx
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse
from redis.asyncio import Redis

from app.error_handlers import register_error_handlers
from app.idempotency import Answer, Idempotency
from app.orders.idempotent import Idempotent
from app.orders.routes import NewOrder, Order, router
from app.page import Page, PageQuery, page_of
from app.versions import include_versions


class Orders:
    def __init__(self) -> None:
        self.all = [Order(id=str(at), name=f"Tea {at}", quantity=1) for at in range(45)]

    async def list(self, page: PageQuery) -> Page[Order]:
        start = 0 if page.cursor is None else int(page.cursor) + 1
        return page_of(self.all[start : start + page.limit + 1], page.limit, lambda last: last.id)

    async def create(self, data: NewOrder) -> Order:
        self.all.append(Order(id=str(len(self.all)), **data.model_dump()))
        return self.all[-1]

    async def read(self, key: str) -> Order:
        return self.all[int(key)]


class ApiTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.redis = Redis.from_url(os.environ["REDIS_URL"])
        await self.redis.flushall()
        self.payments = 0
        self.is_away = False
        app = FastAPI()
        register_error_handlers(app)
        app.state.order_service = Orders()
        app.state.idempotency = Idempotency(self.redis)

        @app.middleware("http")
        async def sign_in(request: Request, call_next):
            request.state.account_id = request.headers.get("X-Account", "a")
            return await call_next(request)

        async def pay() -> Answer:
            self.payments += 1
            if self.is_away:
                raise RuntimeError("the bank is away")
            return Answer(201, {"payment": self.payments})

        @app.post("/payments")
        async def payments(once: Idempotent) -> JSONResponse:
            return await once(pay)

        app.include_router(router)
        first, second = APIRouter(), APIRouter()
        first.get("/ping")(lambda: 1)
        second.get("/ping")(lambda: 2)
        include_versions(app, v1=first, v2=second)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://shop")

    async def asyncTearDown(self) -> None:
        await self.client.aclose()
        await self.redis.aclose()

    async def pay(self, key: str, amount: int = 1, account: str = "a") -> httpx.Response:
        headers = {"Idempotency-Key": key, "X-Account": account}
        return await self.client.post("/payments", json={"amount": amount}, headers=headers)

    async def test_the_same_key_is_answered_the_same_and_does_the_work_once(self) -> None:
        answers = [await self.pay("key-00001") for _ in range(3)]
        self.assertEqual([(it.status_code, it.json()) for it in answers], [(201, {"payment": 1})] * 3)
        self.assertEqual((await self.pay("key-00001", account="b")).json(), {"payment": 2})
        self.assertEqual((await self.pay("key-00001", amount=2)).status_code, 422)
        self.assertEqual((await self.client.post("/payments")).status_code, 422)

    async def test_after_an_error_the_work_may_be_done_again(self) -> None:
        self.is_away = True
        self.assertEqual((await self.pay("key-00002")).status_code, 500)
        self.is_away = False
        self.assertEqual((await self.pay("key-00002")).status_code, 201)

    async def test_pages_end_and_follow_each_other(self) -> None:
        sizes, cursor = [], ""
        while cursor is not None:
            query = {"cursor": cursor} if cursor else {}
            page = (await self.client.get("/orders", params=query)).json()
            sizes.append(len(page["items"]))
            cursor = page["next_cursor"]
        self.assertEqual(sizes, [20, 20, 5])
        self.assertEqual((await self.client.get("/orders", params={"limit": 101})).status_code, 422)

    async def test_what_is_created_is_read_where_it_says(self) -> None:
        created = await self.client.post("/orders", json={"name": " Cup ", "quantity": 2})
        self.assertEqual(created.status_code, 201)
        read = await self.client.get(created.headers["Location"])
        self.assertEqual(read.json(), {"id": "45", "name": "Cup", "quantity": 2})

    async def test_the_end_of_the_old_version_stands_in_its_answers_alone(self) -> None:
        old = await self.client.get("/v1/ping")
        self.assertEqual(old.headers["Deprecation"], "@1767225600")
        self.assertEqual(old.headers["Sunset"], "Thu, 31 Dec 2026 00:00:00 GMT")
        self.assertNotIn("Deprecation", (await self.client.get("/v2/ping")).headers)
