"""Tells what happened to resources, after it was stored."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.dispatch import Signal


@dataclass(frozen=True, slots=True)
class Change:
    """`type` is such as `product.created`, `data` what callers see of it."""

    type: str
    data: Any


resource_changed = Signal()
"""Sent with `change`. Services publish and do not know who listens."""


def publish(change: Change) -> None:
    """Sends it when the transaction is committed. A receiver that fails is logged and stops nobody."""
    transaction.on_commit(lambda: resource_changed.send_robust(sender=Change, change=change))
