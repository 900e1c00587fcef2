import asyncio

from alembic import context
from alembic.util import CommandError
from sqlalchemy import Connection

from app.config import ConfigurationError, Settings, read_settings
from app.database.migration_connection import migration_connection
from app.database.tables import METADATA
from app.logs import configure_logging


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_online(database_url: str) -> None:
    async with migration_connection(database_url) as connection:
        await connection.run_sync(run)


def settings_or_end() -> Settings:
    try:
        return read_settings()
    except ConfigurationError as error:
        raise CommandError(str(error)) from None


# Tests give the URL of their database; commands take it from the environment.
url = context.config.get_main_option("sqlalchemy.url")
if url is None:
    settings = settings_or_end()
    configure_logging(settings.log_level)
    url = settings.database_url
asyncio.run(run_online(url))
