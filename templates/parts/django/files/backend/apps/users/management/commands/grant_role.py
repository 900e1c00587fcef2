from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from apps.users import services
from apps.users.models import Role


class Command(BaseCommand):
    help = "Gives a user a role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=Role.values)

    def handle(self, *args: Any, email: str, role: str, **options: Any) -> None:
        try:
            is_found = services.grant_role(email=email, role=Role(role))
        except DatabaseError as error:
            raise CommandError(f"the role was not granted: {error}") from error
        if not is_found:
            raise CommandError("there is no user with this email address")
