import io
import json
import logging
import unittest
from contextlib import redirect_stderr
from typing import Any

import structlog
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.logs import configure_logging
from app.middleware.request_id import RequestIdMiddleware
from app.middleware.request_log import RequestLogMiddleware

log = structlog.get_logger()
app = FastAPI()
app.add_middleware(RequestLogMiddleware)
app.add_middleware(RequestIdMiddleware)


@app.get("/orders")
async def orders() -> list[str]:
    log.debug("not written")
    log.info("reading", user={"name": "Ann", "password": "hunter2"}, token="hunter2")
    return []


@app.get("/broken")
async def broken() -> None:
    raise RuntimeError("out of paper")


class LoggingTest(unittest.TestCase):
    def setUp(self) -> None:
        self.output = io.StringIO()
        with redirect_stderr(self.output):
            configure_logging("INFO")
        self.client = TestClient(app, raise_server_exceptions=False)

    def lines(self, message: str) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in self.output.getvalue().splitlines()]
        return [line for line in lines if line["msg"] == message]

    def test_a_request_has_one_id_through_all_its_lines(self) -> None:
        given = self.client.get("/orders", headers={"X-Request-Id": "from-caller.1"})
        self.assertEqual(given.headers["X-Request-Id"], "from-caller.1")
        self.assertEqual(self.lines("reading")[0]["request_id"], "from-caller.1")
        made = self.client.get("/orders", headers={"X-Request-Id": "not harmless {}"}).headers["X-Request-Id"]
        self.assertRegex(made, r"^[0-9a-f-]{36}$")
        self.assertEqual(self.lines("reading")[1]["request_id"], made)

    def test_each_request_is_a_line_and_an_error_where_the_server_failed(self) -> None:
        self.client.get("/orders")
        self.client.get("/broken")
        seen = [(line["method"], line["path"], line["status"], line["level"]) for line in self.lines("request")]
        self.assertEqual(seen, [("GET", "/orders", 200, "info"), ("GET", "/broken", 500, "error")])

    def test_secrets_do_not_reach_the_log(self) -> None:
        self.client.get("/orders")
        self.assertNotIn("hunter2", self.output.getvalue())
        self.assertEqual(self.lines("reading")[0]["user"], {"name": "Ann", "password": "[redacted]"})

    def test_libraries_write_the_same_lines(self) -> None:
        logging.getLogger("a.library").warning("it is %s", "late")
        (line,) = self.lines("it is late")
        self.assertEqual((line["service"], line["logger"], line["level"]), ("api", "a.library", "warning"))
        self.assertRegex(line["time"], r"^\d{4}-\d\d-\d\dT")
