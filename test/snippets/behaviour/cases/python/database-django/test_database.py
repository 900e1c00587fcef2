import unittest
import uuid

import django
from django.conf import settings

settings.configure(
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    INSTALLED_APPS=["app.orders"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import DatabaseError, connection, models  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from app.core.soft_delete import SoftDeletedModel  # noqa: E402
from app.core.tenants import TenantModel, as_tenant  # noqa: E402
from app.orders.create_order import create_order  # noqa: E402
from app.orders.models import Order  # noqa: E402
from app.orders.order_page import cursor_after, order_page  # noqa: E402
from app.orders.orders_with_lines import orders_with_lines  # noqa: E402


class Note(TenantModel, SoftDeletedModel):
    text = models.CharField(max_length=20)

    class Meta:
        app_label = "orders"


class Draft(SoftDeletedModel):
    class Meta:
        app_label = "orders"


class DatabaseTest(unittest.TestCase):
    def setUp(self) -> None:
        call_command("migrate", verbosity=0)

    def tearDown(self) -> None:
        call_command("migrate", "orders", "zero", verbosity=0)
        self.assertNotIn("orders_order", connection.introspection.table_names())

    def test_an_order_whose_lines_fail_is_not_written(self) -> None:
        with self.assertRaises(DatabaseError):
            create_order("half", ["a", None])  # type: ignore[list-item]
        self.assertEqual(Order.objects.count(), 0)

    def test_lines_come_in_one_more_query_however_many_orders_there_are(self) -> None:
        for number in range(5):
            create_order(f"order {number}", ["b", "a"])
        with CaptureQueriesContext(connection) as queries:
            found = [[line.product for line in order.lines.all()] for order in orders_with_lines()]
        self.assertEqual(found, [["a", "b"]] * 5)
        self.assertEqual(len(queries), 2)

    def test_pages_miss_nothing_and_repeat_nothing(self) -> None:
        for number in range(10):
            create_order(str(number), [])
        names: list[str] = []
        cursor = None
        while page := list(order_page(cursor, limit=3)):
            names += [order.name for order in page]
            cursor = cursor_after(page[-1])
        self.assertEqual(names, [str(number) for number in reversed(range(10))])

    def test_deleted_rows_are_hidden_and_tenants_kept_apart(self) -> None:
        with connection.schema_editor() as editor:
            editor.create_model(Note)
            editor.create_model(Draft)
        draft = Draft.objects.create()
        draft.delete()
        self.assertEqual((Draft.objects.count(), Draft.with_deleted.count()), (0, 1))
        draft.restore()
        self.assertEqual(Draft.objects.count(), 1)
        ours, theirs = uuid.uuid4(), uuid.uuid4()
        with as_tenant(ours):
            Note.objects.create(text="ours")
        with as_tenant(theirs):
            self.assertEqual(Note.objects.count(), 0)
        with as_tenant(ours):
            self.assertEqual([note.text for note in Note.objects.all()], ["ours"])
        self.assertEqual(Note.objects.count(), 0)
