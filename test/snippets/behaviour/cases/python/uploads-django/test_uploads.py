import json
import os
import tempfile
import unittest
from types import SimpleNamespace
from typing import Any

import django
from django.conf import settings

media = tempfile.TemporaryDirectory()
settings.configure(
    ALLOWED_HOSTS=["*"],
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "rest_framework"],
    MEDIA_ROOT=media.name,
    MIDDLEWARE=["app.core.versions.AnnounceEndMiddleware"],
    REST_FRAMEWORK={"EXCEPTION_HANDLER": "test_uploads.answer_error"},
    ROOT_URLCONF="test_uploads",
    SECRET_KEY="of the test",
)
django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.urls import include, path  # noqa: E402
from redis import Redis  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.routers import DefaultRouter  # noqa: E402
from rest_framework.views import exception_handler  # noqa: E402

from app.core.idempotent import idempotent  # noqa: E402
from app.errors import AppError, NotFoundError  # noqa: E402
from app.file_check import MAX_FILE_BYTES  # noqa: E402
from app.idempotency import Idempotency  # noqa: E402
from app.orders.uploads import receive_avatar  # noqa: E402
from app.orders.views import OrderService, OrderViewSet  # noqa: E402

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def answer_error(error: Exception, context: dict[str, Any]) -> Response | None:
    if isinstance(error, AppError):
        return Response(status=error.status)
    return exception_handler(error, context)


class Orders(OrderService):
    def __init__(self) -> None:
        self.all = [SimpleNamespace(id=str(at), name="Tea", quantity=1) for at in range(25)]

    def list(self, limit: int, cursor: str | None) -> tuple[list[Any], str | None]:
        return self.all[:limit], None

    def create(self, data: dict[str, Any]) -> Any:
        self.all.append(SimpleNamespace(id=str(len(self.all)), **data))
        return self.all[-1]

    def read(self, key: str) -> Any:
        if int(key) >= len(self.all):
            raise NotFoundError(f"There is no order {key}")
        return self.all[int(key)]

    def change(self, key: str, change: dict[str, Any]) -> Any:
        vars(self.read(key)).update(change)
        return self.read(key)

    def remove(self, key: str) -> None:
        self.read(key)


payments = 0


def pay(request: HttpRequest) -> HttpResponse:
    global payments
    payments += 1
    return JsonResponse({"payment": payments, "amount": json.loads(request.body)["amount"]}, status=201)


router = DefaultRouter(trailing_slash=False)
router.register("orders", OrderViewSet.with_service(Orders()), basename="order")
urlpatterns = [path("v1/", include(router.urls)), path("", include((router.urls, "latest")))]


class DjangoTest(unittest.TestCase):
    @classmethod
    def tearDownClass(cls) -> None:
        media.cleanup()

    def test_a_file_of_an_allowed_type_is_taken_others_are_refused(self) -> None:
        def send(content: bytes, field: str = "file") -> int:
            file = SimpleUploadedFile("../me.png", content, "image/png")
            try:
                return receive_avatar(RequestFactory().post("/avatars", {field: file})).status_code
            except AppError as error:
                return error.status

        self.assertEqual(send(PNG), 201)
        self.assertEqual(send(b"<script>alert(1)</script>"), 415)
        self.assertEqual(send(PNG + bytes(MAX_FILE_BYTES)), 413)
        self.assertEqual(send(PNG + bytes(2 * MAX_FILE_BYTES)), 413)
        self.assertEqual(send(PNG, "other"), 422)
        self.assertEqual(len(os.listdir(f"{media.name}/avatars")), 1)

    def test_the_same_key_is_answered_the_same_and_does_the_work_once(self) -> None:
        redis = Redis.from_url(os.environ["REDIS_URL"])
        self.addCleanup(redis.close)
        redis.flushall()
        view = idempotent(Idempotency(redis))(pay)

        def send(amount: int) -> tuple[int, object]:
            request = RequestFactory().post(
                "/payments", {"amount": amount}, "application/json", headers={"Idempotency-Key": "key-00001"}
            )
            request.user = SimpleNamespace(pk=7)
            answer = view(request)
            return answer.status_code, json.loads(answer.content)

        self.assertEqual([send(1), send(1)], [(201, {"payment": 1, "amount": 1})] * 2)
        with self.assertRaises(AppError) as refused:
            send(2)
        self.assertEqual(refused.exception.status, 422)

    def test_a_resource_is_created_read_changed_and_listed(self) -> None:
        client = Client()
        created = client.post("/orders", {"name": "Cup", "quantity": 2}, "application/json")
        self.assertEqual(created.status_code, 201)
        place = created["Location"]
        self.assertEqual(client.get(place).json(), {"id": "25", "name": "Cup", "quantity": 2})
        changed = client.patch(place, {"quantity": 3}, "application/json")
        self.assertEqual(changed.json()["quantity"], 3)
        self.assertEqual(client.patch(place, {"quantity": 0}, "application/json").status_code, 400)
        self.assertEqual(len(client.get("/orders").json()["items"]), 20)
        self.assertEqual(client.get("/orders?limit=101").status_code, 400)
        self.assertEqual(client.get("/orders/99").status_code, 404)
        self.assertEqual(client.delete(place).status_code, 204)

    def test_the_end_of_the_old_version_stands_in_its_answers_alone(self) -> None:
        self.assertEqual(Client().get("/v1/orders")["Deprecation"], "@1767225600")
        self.assertFalse(Client().get("/orders").has_header("Deprecation"))
