"""Tells what happened to resources, after it was stored."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from pydantic import BaseModel
from starlette.requests import HTTPConnection


@dataclass(frozen=True, slots=True)
class Change:
    """`type` is such as `product.created`."""

    type: str
    data: BaseModel


ChangeListener = Callable[[Change], None]


class ChangeFeed:
    """Services publish and do not know who listens; listeners must not raise and must not wait."""

    def __init__(self) -> None:
        self._listeners: set[ChangeListener] = set()

    def publish(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)

    def subscribe(self, listener: ChangeListener) -> None:
        self._listeners.add(listener)


def get_changes(connection: HTTPConnection) -> ChangeFeed:
    changes: ChangeFeed = connection.app.state.changes
    return changes


ChangesDep = Annotated[ChangeFeed, Depends(get_changes)]
