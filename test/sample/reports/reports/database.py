from collections.abc import Iterator

from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

from .settings import settings

engine = create_engine(settings.database_url, pool_size=5, pool_pre_ping=True)
SessionFactory = sessionmaker(engine)


def get_session() -> Iterator[Session]:
    with SessionFactory() as session:
        yield session
