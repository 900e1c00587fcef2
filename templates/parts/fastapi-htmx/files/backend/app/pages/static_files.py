import hashlib
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import FileResponse

from app.errors.app_errors import NotFoundError

FILES = {it.name: it for it in sorted(Path("static").iterdir())}

VERSION = hashlib.sha256(b"".join(it.read_bytes() for it in FILES.values())).hexdigest()[:12]
"""Differs when one of the files does, so that browsers may keep what they have for ever."""

static_router = APIRouter(include_in_schema=False)


def asset(name: str) -> str:
    """The address of a file. The version stands before the name, so that it holds for what a script imports too."""
    return f"/_static/{VERSION}/{name}"


@static_router.get("/_static/{version}/{name}")
async def read_file(version: str, name: str) -> FileResponse:
    if name not in FILES:
        raise NotFoundError("There is no such file")
    is_current = version == VERSION
    kept = "public, max-age=31536000, immutable" if is_current else "no-cache"
    return FileResponse(FILES[name], headers={"Cache-Control": kept})
