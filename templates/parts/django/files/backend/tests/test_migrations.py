import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader


@pytest.mark.django_db
def test_migrations_make_what_the_models_say() -> None:
    call_command("makemigrations", check=True, dry_run=True)


@pytest.mark.django_db(transaction=True)
def test_migrations_go_down_and_up() -> None:
    for label in sorted(MigrationLoader(None).migrated_apps):
        call_command("migrate", label, "zero", verbosity=0)
    call_command("migrate", verbosity=0)
