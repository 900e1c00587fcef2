import json
import logging
import logging.config
from collections.abc import Iterator

import pytest
import structlog

from config.logs import logging_settings


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers, root.level = handlers, level


def test_lines_are_json_and_name_their_request(capsys: pytest.CaptureFixture[str]) -> None:
    logging.config.dictConfig(logging_settings("info"))
    with structlog.contextvars.bound_contextvars(requestId="abc-1"):
        structlog.stdlib.get_logger("apps.test").info("done", status=200)
        structlog.stdlib.get_logger("apps.test").debug("not shown")
    logging.getLogger("some.library").warning("careful: %s", "hot")
    own, foreign = map(json.loads, capsys.readouterr().out.splitlines())
    assert own["level"] == "info"
    assert (own["msg"], own["status"], own["requestId"]) == ("done", 200, "abc-1")
    assert (foreign["level"], foreign["msg"]) == ("warning", "careful: hot")
    assert "time" in own
    assert "time" in foreign


def test_errors_are_logged_without_local_variables(capsys: pytest.CaptureFixture[str]) -> None:
    logging.config.dictConfig(logging_settings("info"))
    secret = "a password"
    try:
        raise RuntimeError("broken")
    except RuntimeError:
        structlog.stdlib.get_logger("apps.test").exception("request failed")
    line = capsys.readouterr().out
    assert "RuntimeError" in line
    assert secret not in line
