from uuid import UUID

from apps.users.models import User


def find_user(id_: UUID) -> User | None:
    return User.objects.filter(id=id_).first()
