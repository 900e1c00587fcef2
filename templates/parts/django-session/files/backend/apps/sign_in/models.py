from django.db import models

from api.models import Record
from apps.users.models import User


class Session(Record):
    """Only the hash of its id is kept, so that who reads the table cannot sign in with it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sessions")
    id_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "sessions"

    def __str__(self) -> str:
        return str(self.id)
