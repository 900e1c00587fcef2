import hashlib

from django.utils import timezone

from apps.sign_in.models import Session


def find_session(session_id: str) -> Session | None:
    """The session with its user; None when it is unknown or has expired."""
    alive = Session.objects.filter(expires_at__gt=timezone.now())
    return alive.select_related("user").filter(id_hash=hash_of(session_id)).first()


def hash_of(session_id: str) -> str:
    return hashlib.sha256(session_id.encode()).hexdigest()
