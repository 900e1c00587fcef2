import uuid

from django.db import models
from django.utils import timezone


class Record(models.Model):
    """What all tables of the project have in common."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
