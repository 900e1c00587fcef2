import os
import unittest
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import django
from django.conf import settings

address = urlsplit(os.environ["DATABASE_URL"])
settings.configure(
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
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "django.contrib.sessions",
        "app.job_runs",
        "app.outbox",
    ],
    ALLOWED_HOSTS=["*"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    ROOT_URLCONF="test_jobs",
    SECRET_KEY="of the test",
    USE_TZ=True,
)
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import HttpRequest, JsonResponse  # noqa: E402
from django.urls import path  # noqa: E402

from app.core.signed_in import signed_in  # noqa: E402
from app.job_runs.models import JobRun, run_once  # noqa: E402
from app.outbox.models import OutboxEvent, deliver_outbox  # noqa: E402


def me(request: HttpRequest) -> JsonResponse:
    user = request.user
    return JsonResponse([user.get_username(), user.has_perm("outbox.add_outboxevent")], safe=False)


urlpatterns = [path("me", me)]


class JobsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        call_command("migrate", run_syncdb=True, verbosity=0)

    @classmethod
    def tearDownClass(cls) -> None:
        connection.close()

    def test_a_job_that_runs_twice_at_once_does_its_work_once(self) -> None:
        done: list[int] = []

        def run(number: int) -> bool:
            try:
                return run_once("a", lambda: done.append(number))
            finally:
                connection.close()

        with ThreadPoolExecutor(3) as threads:
            results = sorted(threads.map(run, range(3)))
        self.assertEqual(results, [False, False, True])
        self.assertEqual(len(done), 1)

    def test_a_run_that_fails_leaves_no_mark(self) -> None:
        def fail() -> None:
            raise OSError("out of paper")

        with self.assertRaises(OSError):
            run_once("b", fail)
        self.assertFalse(JobRun.objects.filter(job_id="b").exists())
        self.assertTrue(run_once("b", lambda: None))

    def test_what_was_delivered_before_a_failure_keeps_its_mark(self) -> None:
        for number in (1, 2, 3):
            OutboxEvent.objects.create(topic="orders", payload={"n": number})
        with self.assertRaises(OSError), transaction.atomic():
            OutboxEvent.objects.create(topic="orders", payload={"n": 4})
            raise OSError("taken back")
        seen: list[object] = []
        is_back = False

        def deliver(key: int, topic: str, payload: object) -> None:
            if len(seen) == 2 and not is_back:
                raise ConnectionError
            seen.append(payload)

        with self.assertRaises(ConnectionError):
            deliver_outbox(deliver)
        is_back = True
        self.assertEqual(deliver_outbox(deliver), 1)
        self.assertEqual(seen, [{"n": 1}, {"n": 2}, {"n": 3}])
        self.assertEqual(deliver_outbox(deliver), 0)

    def test_a_client_is_signed_in_with_its_permissions(self) -> None:
        self.assertEqual(signed_in(name="clerk").get("/me").json(), ["clerk", False])
        allowed = signed_in("outbox.add_outboxevent", name="chief")
        self.assertEqual(allowed.get("/me").json(), ["chief", True])
