"""The styles and scripts of the pages, which WhiteNoise serves."""

import hashlib
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "static"

_CONTENT = b"".join(it.read_bytes() for it in sorted(FOLDER.iterdir()))

VERSION = hashlib.sha256(_CONTENT).hexdigest()[:12]
"""Differs when one of the files does, so that browsers may keep what they have for ever."""
