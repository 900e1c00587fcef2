import os
import unittest
from urllib.parse import urlsplit

import django
from django.conf import settings

address = urlsplit(os.environ["DATABASE_URL"])
settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": address.path[1:],
            "USER": address.username,
            "PASSWORD": address.password,
            "HOST": address.hostname,
            "PORT": address.port,
        }
    },
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "rest_framework", "app.orders"],
    REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": []},
    ROOT_URLCONF="test_testing",
    SECRET_KEY="of the test",
    USE_TZ=True,
)
django.setup()

from django.db import connection  # noqa: E402
from django.test.runner import DiscoverRunner  # noqa: E402
from django.urls import include, path  # noqa: E402

from app.orders.factories import insert_order, make_order  # noqa: E402
from app.orders.models import Order, OrderLine  # noqa: E402

urlpatterns = [path("orders", include("app.orders.urls"))]


class TestingTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        with connection.schema_editor() as editor:
            editor.create_model(Order)
            editor.create_model(OrderLine)

    @classmethod
    def tearDownClass(cls) -> None:
        connection.close()

    def test_the_tests_of_the_interface_and_of_the_rollback_pass(self) -> None:
        runner = DiscoverRunner(verbosity=0)
        suite = runner.build_suite(["app.orders.tests", "app.orders.test_orders"])
        self.assertEqual(suite.countTestCases(), 5)
        result = runner.run_suite(suite)
        self.assertEqual([text for _, text in [*result.failures, *result.errors]], [])
        self.assertFalse(Order.objects.exists())

    def test_what_the_factory_makes_differs(self) -> None:
        made = [insert_order(), insert_order(quantity=7)]
        self.addCleanup(Order.objects.all().delete)
        self.assertEqual(sorted(Order.objects.values_list("quantity", flat=True)), [1, 7])
        self.assertEqual(len({it.name for it in [*made, make_order()]}), 3)
