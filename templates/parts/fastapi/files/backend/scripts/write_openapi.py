"""`uv run python -m scripts.write_openapi`: writes `openapi.json`, from which the front end's types are made."""

import json
from pathlib import Path

from app.application import create_app
from app.openapi import openapi_document
from tests.settings import settings_for_tests


def main() -> None:
    document = openapi_document(create_app(settings_for_tests()))
    Path("openapi.json").write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
