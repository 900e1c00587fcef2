import io
import os
import unittest

from flask import Flask
from redis import Redis

from app.error_handlers import register_error_handlers
from app.errors import NotFoundError
from app.file_check import MAX_FILE_BYTES, CheckedFile
from app.idempotency import Idempotency
from app.idempotent import idempotent
from app.orders.routes import NewOrder, Order, create_routes
from app.orders.uploads import create_uploads
from app.page import Page, PageQuery, page_of

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


class Orders:
    def __init__(self) -> None:
        self.all = [Order(id=str(at), name=f"Tea {at}", quantity=1) for at in range(25)]

    def list(self, page: PageQuery) -> Page[Order]:
        return page_of(self.all[: page.limit + 1], page.limit, lambda last: last.id)

    def create(self, data: NewOrder) -> Order:
        self.all.append(Order(id=str(len(self.all)), **data.model_dump()))
        return self.all[-1]

    def read(self, key: str) -> Order:
        if int(key) >= len(self.all):
            raise NotFoundError(f"There is no order {key}")
        return self.all[int(key)]


class FlaskTest(unittest.TestCase):
    def setUp(self) -> None:
        redis = Redis.from_url(os.environ["REDIS_URL"])
        self.addCleanup(redis.close)
        redis.flushall()
        app = Flask(__name__)
        register_error_handlers(app)
        self.saved: list[CheckedFile] = []

        def save(file: CheckedFile) -> str:
            self.saved.append(file)
            return "1"

        app.register_blueprint(create_uploads(save))
        app.register_blueprint(create_routes(Orders()))
        self.payments = 0

        @app.post("/payments")
        @idempotent(Idempotency(redis), lambda: "flask")
        def pay() -> tuple[dict[str, int], int]:
            self.payments += 1
            return {"payment": self.payments}, 201

        self.client = app.test_client()

    def send(self, content: bytes, field: str = "file") -> int:
        data = {field: (io.BytesIO(content), "../me.png")}
        return self.client.post("/avatars", data=data).status_code

    def test_a_file_of_an_allowed_type_is_taken_others_are_refused(self) -> None:
        self.assertEqual(self.send(PNG), 201)
        self.assertEqual(self.send(b"<script>alert(1)</script>"), 415)
        self.assertEqual(self.send(PNG + bytes(MAX_FILE_BYTES)), 413)
        self.assertEqual(self.send(PNG + bytes(2 * MAX_FILE_BYTES)), 413)
        self.assertEqual(self.send(PNG, "other"), 422)
        self.assertEqual([it.content_type for it in self.saved], ["image/png"])

    def test_the_same_key_is_answered_the_same_and_does_the_work_once(self) -> None:
        def pay(key: str, amount: int = 1) -> tuple[int, object]:
            answer = self.client.post("/payments", json={"amount": amount}, headers={"Idempotency-Key": key})
            return answer.status_code, answer.get_json()

        self.assertEqual([pay("key-00001") for _ in range(2)], [(201, {"payment": 1})] * 2)
        self.assertEqual(pay("key-00001", 2)[0], 422)
        self.assertEqual(pay("short")[0], 422)

    def test_a_resource_is_created_read_and_listed(self) -> None:
        created = self.client.post("/orders", json={"name": " Cup ", "quantity": 2})
        self.assertEqual(created.status_code, 201)
        read = self.client.get(created.headers["Location"])
        self.assertEqual(read.get_json(), {"id": "25", "name": "Cup", "quantity": 2})
        self.assertEqual(len(self.client.get("/orders").get_json()["items"]), 20)
        self.assertEqual(self.client.get("/orders?limit=101").status_code, 422)
        self.assertEqual(self.client.get("/orders/99").status_code, 404)
