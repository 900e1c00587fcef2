import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from api.openapi import document


class Command(BaseCommand):
    help = "Writes openapi.json, from which the types of the front end are made."

    def handle(self, *args: Any, **options: Any) -> None:
        file = Path("openapi.json")
        if not file.exists() or json.loads(file.read_text()) != document():
            file.write_text(json.dumps(document(), indent=2, ensure_ascii=False) + "\n")
