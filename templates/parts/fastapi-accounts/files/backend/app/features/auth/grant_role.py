"""`python -m app.features.auth.grant_role EMAIL ROLE`"""

import asyncio
import sys
from typing import get_args

import structlog

from app.config import read_settings
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
            is_found = asyncio.run(grant_role(email, role))
        case _:
            log.error("say an email address and a role", roles=get_args(Role))
            return 2
    if is_found:
        log.info("role granted", role=role)
        return 0
    log.error("there is no user with this email address")
    return 1


if __name__ == "__main__":
    sys.exit(main())
