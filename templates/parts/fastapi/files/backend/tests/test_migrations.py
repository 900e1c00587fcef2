from pathlib import Path

from alembic import command

from tests.conftest import alembic_config
from tests.database import empty_database


def test_migrations_go_up_down_and_up_and_make_what_the_models_say(tmp_path: Path) -> None:
    with empty_database(tmp_path) as url:
        config = alembic_config(url)
        command.upgrade(config, "head")
        command.check(config)
        command.downgrade(config, "base")
        command.upgrade(config, "head")
        command.check(config)
