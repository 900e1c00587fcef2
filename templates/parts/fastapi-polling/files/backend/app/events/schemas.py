from typing import Any

from app.web.api_model import ApiOutput


class Change(ApiOutput):
    id: str
    event: str
    data: dict[str, Any]


class Changes(ApiOutput):
    """`next` is the position to ask from the next time. `reset`: the position is not known any more, everything is to be loaded again."""

    changes: list[Change]
    next: str
    reset: bool
