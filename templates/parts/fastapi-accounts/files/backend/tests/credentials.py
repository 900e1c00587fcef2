import pytest
from argon2 import PasswordHasher
from httpx import AsyncClient

from app.features.auth import passwords

EMAIL = "ada@example.com"
PASSWORD = "a password for tests"
CREDENTIALS = {"email": EMAIL, "password": PASSWORD}


async def register(client: AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the account. From then on passwords cost little, since to compute them slowly is not what is tested."""
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(1, 8, 1))
    assert (await client.post("/api/auth/register", json=CREDENTIALS)).status_code == 201
