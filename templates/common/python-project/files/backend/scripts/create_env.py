"""`uv run python -m scripts.create_env`: makes `.env` from `.env.example` with fresh secrets. Keeps a `.env` that is there."""

import re
import secrets
import sys
from pathlib import Path


def main() -> None:
    example = Path(".env.example").read_text()
    text = re.sub(r"=change-me$", lambda _: f"={secrets.token_urlsafe(32)}", example, flags=re.M)
    target = Path(".env")
    if target.exists():
        sys.stdout.write(".env is there already\n")
        return
    target.touch(mode=0o600)
    target.write_text(text)
    sys.stdout.write(".env written\n")


if __name__ == "__main__":
    main()
