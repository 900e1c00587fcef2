import os
import unittest
import uuid
from datetime import UTC, datetime, timedelta

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import event, select
from sqlalchemy.exc import DataError, ProgrammingError

from app.database import create_database
from app.migrations.versions import create_orders
from app.models import Order
from app.orders.create_order import create_order
from app.orders.order_page import cursor_after, select_page
from app.orders.orders_with_lines import orders_with_lines
from app.soft_delete import hide_deleted, restore, soft_delete
from app.tenant_filter import filter_by_tenant

engine, sessions = create_database(os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:"))
TENANT, OTHER = uuid.uuid4(), uuid.uuid4()


def migrate(step: str) -> None:
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        getattr(create_orders, step)()


class DatabaseTest(unittest.TestCase):
    def setUp(self) -> None:
        migrate("upgrade")

    def tearDown(self) -> None:
        migrate("downgrade")
        with self.assertRaises(ProgrammingError), sessions() as session:
            session.scalars(select(Order)).all()

    @classmethod
    def tearDownClass(cls) -> None:
        engine.dispose()

    def test_an_order_whose_lines_fail_is_not_written(self) -> None:
        with self.assertRaises(DataError):
            create_order(sessions, TENANT, "half", ["a", "x" * 201])
        with sessions() as session:
            self.assertEqual(session.scalars(select(Order)).all(), [])

    def test_lines_come_in_one_more_query_however_many_orders_there_are(self) -> None:
        for number in range(5):
            create_order(sessions, TENANT, f"order {number}", ["a", "b"])
        queries: list[str] = []
        event.listen(engine, "before_cursor_execute", lambda *args: queries.append(args[2]))
        with sessions() as session:
            orders = session.scalars(orders_with_lines(TENANT)).all()
            self.assertEqual([len(order.lines) for order in orders], [2] * 5)
        self.assertEqual(len(queries), 2)

    def test_pages_miss_nothing_and_repeat_nothing(self) -> None:
        start = datetime(2026, 1, 1, tzinfo=UTC)
        with sessions.begin() as session:
            session.add_all(
                Order(tenant_id=TENANT, name=str(n), created_at=start + timedelta(microseconds=n // 3)) for n in range(10)
            )
        names: list[str] = []
        cursor = None
        with sessions() as session:
            while page := session.scalars(select_page(TENANT, cursor, limit=3)).all():
                names += [order.name for order in page]
                cursor = cursor_after(page[-1])
        self.assertEqual(sorted(names), sorted(str(n) for n in range(10)))
        with self.assertRaises(ValueError):
            select_page(TENANT, "bWFkZSB1cA==")

    # The filters are there for the rest of the process, so this runs last.
    def test_with_filters_deleted_orders_are_hidden_and_tenants_kept_apart(self) -> None:
        key = create_order(sessions, TENANT, "ours", [])
        create_order(sessions, OTHER, "theirs", [])
        hide_deleted()
        with sessions.begin() as session:
            soft_delete(session.get_one(Order, key))
        with sessions.begin() as session:
            self.assertIsNone(session.scalar(select(Order).where(Order.id == key)))
            order = session.scalars(select(Order).where(Order.id == key), execution_options={"with_deleted": True}).one()
            restore(order)
        filter_by_tenant()
        with sessions(info={"tenant_id": TENANT}) as session:
            self.assertEqual([order.name for order in session.scalars(select(Order))], ["ours"])
        with sessions() as session:
            self.assertEqual(session.scalars(select(Order)).all(), [])
