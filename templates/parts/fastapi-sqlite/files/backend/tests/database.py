import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.database.engine import database_file


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """The URL of a database without tables."""
    yield f"file:{folder / 'test.db'}"


@contextmanager
def copied_database(source_url: str, folder: Path) -> Iterator[str]:
    with empty_database(folder) as url:
        shutil.copyfile(database_file(source_url), database_file(url))
        yield url
