from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from rest_framework.test import APIClient


def send_form(client: APIClient, path: str, typed: Mapping[str, str]) -> Any:
    """As a browser sends it."""
    return client.post(
        path,
        urlencode(typed),
        content_type="application/x-www-form-urlencoded",
        headers={"Accept": "text/html"},
    )
