import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction
from django.utils import timezone

from api.errors import UnauthorizedError
from apps.sign_in.models import Session
from apps.sign_in.selectors import hash_of


@dataclass(frozen=True, slots=True)
class StartedSession:
    """The record of a session with its id, which is nowhere else."""

    record: Session
    session_id: str


def sign_in(*, email: str, password: str, former_session_id: str) -> StartedSession:
    """Starts a session and ends the former one. Takes as long for an unknown address as for a wrong password, as `authenticate` does."""
    user = authenticate(username=email, password=password)
    if user is None:
        raise UnauthorizedError("Email or password is wrong")
    session_id = secrets.token_urlsafe(32)
    lifetime = timedelta(seconds=settings.ENVIRONMENT.session_ttl_seconds)
    with transaction.atomic():
        sign_out(former_session_id)
        # On the way, so that the table does not grow without end.
        Session.objects.filter(expires_at__lt=timezone.now()).delete()
        record = Session.objects.create(
            user=user, id_hash=hash_of(session_id), expires_at=timezone.now() + lifetime
        )
    return StartedSession(record, session_id)


@transaction.atomic
def sign_out(session_id: str) -> None:
    """An unknown session is fine."""
    Session.objects.filter(id_hash=hash_of(session_id)).delete()
