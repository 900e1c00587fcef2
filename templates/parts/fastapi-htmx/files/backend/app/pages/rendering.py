from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.features.auth.schemas import User
from app.pages.static_files import asset

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    # Without a referrer, browsers hide the origin of a form from its own server.
    "Referrer-Policy": "same-origin",
}


def _minute(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
templates.globals["asset"] = asset
templates.filters |= {
    "decimal": lambda value: f"{value + 0:.2f}",
    "minute": _minute,
    "yes_or_no": lambda value: "Yes" if value else "No",
}


def render(
    request: Request, name: str, *, title: str, status: int = 200, user: User | None, **values: Any
) -> HTMLResponse:
    page = templates.get_template(name).render(
        title=title, path=request.url.path, user=user, **values
    )
    return HTMLResponse(page, status_code=status, headers=HEADERS)


def render_error(
    request: Request, status: int, message: str, headers: dict[str, str]
) -> HTMLResponse:
    title = HTTPStatus(status).phrase
    response = render(request, "error.html", title=title, status=status, user=None, message=message)
    response.headers.update(headers)
    return response
