from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker
from starlette.requests import HTTPConnection

Sessions = async_sessionmaker[AsyncSession]
"""Each method of a repository opens a session of its own, so that no connection waits for anything but queries."""


def create_sessions(engine: AsyncEngine) -> Sessions:
    return async_sessionmaker(engine, expire_on_commit=False)


def get_sessions(connection: HTTPConnection) -> Sessions:
    sessions: Sessions = connection.app.state.sessions
    return sessions


SessionsDep = Annotated[Sessions, Depends(get_sessions)]
