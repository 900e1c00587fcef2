"""`python -m app.features.auth.grant_role EMAIL ROLE`"""

import asyncio
import sys
from typing import get_args

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app.config import ConfigurationError, read_settings
from app.database.engine import open_engine
from app.database.sessions import create_sessions
from app.features.auth.schemas import Role
from app.features.auth.users import UserRepository
from app.logs import configure_logging

log = structlog.stdlib.get_logger("app.grant_role")


async def grant_role(email: str, role: Role) -> bool:
    engine = open_engine(read_settings().database_url)
    try:
        return await UserRepository(create_sessions(engine)).set_role(email.lower(), role)
    finally:
        await engine.dispose()


def main() -> int:
    configure_logging("info")
    match sys.argv[1:]:
        case [email, ("user" | "admin") as role]:
            return grant(email, role)
        case _:
            log.error("say an email address and a role", roles=get_args(Role))
            return 2


def grant(email: str, role: Role) -> int:
    """Gives the exit code."""
    try:
        is_found = asyncio.run(grant_role(email, role))
    except (ConfigurationError, OSError, SQLAlchemyError) as error:
        log.critical("the role was not granted", reason=str(error))
        return 1
    if not is_found:
        log.error("there is no user with this email address")
        return 1
    log.info("role granted", role=role)
    return 0


if __name__ == "__main__":
    sys.exit(main())
