from django.db import transaction

from api.conflicts import naming_duplicates
from apps.users.models import Role, User


@transaction.atomic
def register_user(*, email: str, password: str) -> User:
    """Raises ConflictError when the email address is taken."""
    with naming_duplicates({"email": "email"}):
        return User.objects.create_user(email, password)


@transaction.atomic
def grant_role(*, email: str, role: Role) -> bool:
    """Gives False when there is no such user."""
    return User.objects.filter(email=email.lower()).update(role=role) == 1
