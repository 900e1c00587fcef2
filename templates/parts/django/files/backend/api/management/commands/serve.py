from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.server import serve


class Command(BaseCommand):
    help = "Starts the server."

    def handle(self, *args: Any, **options: Any) -> None:
        serve(settings.ENVIRONMENT)
