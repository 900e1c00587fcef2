"""Refresh tokens of one sign-in form a family, of which one at a time is valid.

A token that is shown a second time was stolen, by whoever comes first or second, so the whole family ends.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction
from django.utils import timezone

from api.errors import UnauthorizedError
from apps.sign_in.models import RefreshToken


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """The record of a token with the token itself, which is nowhere else."""

    record: RefreshToken
    token: str


def sign_in(*, email: str, password: str) -> IssuedToken:
    """Starts a family. Takes as long for an unknown address as for a wrong password, as Django's `authenticate` does."""
    user = authenticate(username=email, password=password)
    if user is None:
        raise UnauthorizedError("Email or password is wrong")
    with transaction.atomic():
        # On the way, so that the table does not grow without end.
        RefreshToken.objects.filter(expires_at__lt=timezone.now()).delete()
        return _issue(RefreshToken(user=user, family_id=uuid4()))


def rotate(token: str) -> IssuedToken:
    """Exchanges a token for its successor. Raises UnauthorizedError for one that is unknown, expired or used."""
    issued = _exchange(token)
    if issued is None:
        raise UnauthorizedError("Sign in again")
    return issued


@transaction.atomic
def sign_out(token: str) -> None:
    """Ends the family of a token; an unknown token is fine."""
    shown = RefreshToken.objects.filter(token_hash=_hash_of(token))
    RefreshToken.objects.filter(family_id__in=shown.values("family_id")).delete()


@transaction.atomic
def _exchange(token: str) -> IssuedToken | None:
    moment = timezone.now()
    shown = RefreshToken.objects.filter(token_hash=_hash_of(token))
    # Writes first: of two that come at the same time one finds the token used.
    if not shown.filter(expires_at__gt=moment, used_at=None).update(used_at=moment):
        sign_out(token)
        return None
    used = shown.select_related("user").get()
    return _issue(RefreshToken(user=used.user, family_id=used.family_id))


def _issue(record: RefreshToken) -> IssuedToken:
    token = secrets.token_urlsafe(32)
    lifetime = timedelta(seconds=settings.ENVIRONMENT.refresh_token_ttl_seconds)
    record.token_hash = _hash_of(token)
    record.expires_at = timezone.now() + lifetime
    record.save()
    return IssuedToken(record, token)


def _hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
