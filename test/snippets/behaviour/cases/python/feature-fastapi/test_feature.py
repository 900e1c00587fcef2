import os
import unittest

import httpx
from fastapi import FastAPI
from sqlalchemy import func, select

from app.database import create_database
from app.error_handlers import register_error_handlers
from app.orders.feature import add_orders
from app.orders.repository import Base, Order


class FeatureTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        url = os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+asyncpg:")
        self.engine, self.sessions = create_database(url)
        async with self.engine.begin() as connection:
            await connection.run_sync(Base.metadata.drop_all)
            await connection.run_sync(Base.metadata.create_all)
        app = FastAPI()
        register_error_handlers(app)
        add_orders(app)
        app.state.sessions = self.sessions
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://shop")

    async def asyncTearDown(self) -> None:
        await self.client.aclose()
        await self.engine.dispose()

    async def test_creates_an_order_and_reads_it_at_its_location(self) -> None:
        created = await self.client.post("/orders", json={"name": " Tea ", "quantity": 2})
        self.assertEqual(created.status_code, 201)
        read = await self.client.get(created.headers["location"])
        self.assertEqual(read.json(), created.json())
        self.assertEqual(set(read.json()), {"id", "name", "quantity", "created_at"})

    async def test_refuses_unknown_fields_and_knows_what_is_not_there(self) -> None:
        refused = await self.client.post("/orders", json={"name": "Tea", "quantity": 2, "margin": 5})
        self.assertEqual(refused.status_code, 422)
        missing = await self.client.get("/orders/01890000-0000-7000-8000-000000000001")
        self.assertEqual(missing.status_code, 404)
        async with self.sessions() as session:
            self.assertEqual(await session.scalar(select(func.count()).select_from(Order)), 0)
