from typing import Protocol


class Follower(Protocol):
    """Somebody who is signed in, for as long as that lasts."""

    @property
    def expires_at(self) -> float:
        """Seconds since the epoch."""

    async def is_alive(self) -> bool:
        """False when the sign-in was ended before it expired."""
