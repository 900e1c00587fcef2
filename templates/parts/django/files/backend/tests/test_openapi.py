import json
from pathlib import Path

from rest_framework.test import APIClient


def test_openapi_json_is_what_the_views_say(client: APIClient) -> None:
    """After a change run `uv run python manage.py write_openapi`."""
    written = json.loads(Path("openapi.json").read_text())
    assert client.get("/api/openapi.json").json() == written
