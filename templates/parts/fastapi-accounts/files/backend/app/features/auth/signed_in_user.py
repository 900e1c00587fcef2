from dataclasses import dataclass
from uuid import UUID

from app.features.auth.schemas import Role


@dataclass(frozen=True, slots=True)
class SignedInUser:
    """Who is calling."""

    id: UUID
    role: Role
    # When the sign-in ends, in seconds since the epoch.
    ends_at: float
