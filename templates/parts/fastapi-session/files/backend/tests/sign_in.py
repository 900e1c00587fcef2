from fastapi import FastAPI

from app.features.auth.schemas import Role
from tests.users import create_user


async def sign_in(app: FastAPI, role: Role) -> dict[str, str]:
    """Makes a user with that role and gives the headers of their requests."""
    user = await create_user(app, role)
    return {"Cookie": f"session={await app.state.user_sessions.start(user.id)}"}
