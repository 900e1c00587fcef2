from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import Settings
from rest_framework.test import APIClient

from apps.users.attempts import failure_limit


@pytest.fixture(autouse=True)
def no_failed_attempts() -> None:
    failure_limit.cache_clear()


@pytest.fixture
def client() -> APIClient:
    """Somebody who is not signed in. An error inside becomes a response, as for every caller."""
    return APIClient(raise_request_exception=False)


@pytest.fixture
def change_environment(settings: Settings) -> Callable[..., None]:
    def change(**changes: Any) -> None:
        settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=changes)

    return change
