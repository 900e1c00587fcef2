from fastapi import FastAPI
from httpx import AsyncClient

from app.features.auth.schemas import Role
from app.features.auth.users import UserRepository

PASSWORD = "a password for tests"


async def sign_in(app: FastAPI, client: AsyncClient, role: Role) -> dict[str, str]:
    """Registers a user with that role and gives the headers of their requests."""
    credentials = {"email": f"{role}@example.com", "password": PASSWORD}
    registered = await client.post("/api/auth/register", json=credentials)
    assert registered.status_code == 201
    await UserRepository(app.state.sessions).set_role(credentials["email"], role)
    session = (await client.post("/api/auth/login", json=credentials)).json()
    return {"Authorization": f"Bearer {session['accessToken']}"}
