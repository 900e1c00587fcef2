from fastapi import FastAPI

from app.features.auth.schemas import Role, User
from app.features.auth.users import UserRepository


async def create_user(app: FastAPI, role: Role) -> User:
    """A user who has no password, so that nothing slow is computed."""
    users = UserRepository(app.state.sessions)
    email = f"{role}@example.com"
    created = await users.create(email, "no hash")
    await users.set_role(email, role)
    return created.model_copy(update={"role": role})
