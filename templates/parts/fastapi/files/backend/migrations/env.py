import asyncio

from alembic import context
from sqlalchemy import Connection

from app.config import read_settings
from app.database.engine import open_engine
from app.database.tables import Base
from app.logs import configure_logging


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_online(database_url: str) -> None:
    engine = open_engine(database_url)
    async with engine.connect() as connection:
        await connection.run_sync(run)
    await engine.dispose()


# Tests give the URL of their database; commands take it from the environment.
url = context.config.get_main_option("sqlalchemy.url")
if url is None:
    settings = read_settings()
    configure_logging(settings.log_level)
    url = settings.database_url
asyncio.run(run_online(url))
