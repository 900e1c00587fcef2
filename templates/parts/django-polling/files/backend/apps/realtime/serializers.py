from typing import Any, ClassVar

from rest_framework import serializers

from api.fields import BooleanField, LineField
from api.serializers import ApiSerializer


class DataField(serializers.JSONField):
    output_schema: ClassVar[dict[str, Any]] = {"type": "object", "additionalProperties": True}


class ChangeSerializer(ApiSerializer):
    id = LineField()
    event = LineField(source="type")
    data = DataField()


class ChangesSerializer(ApiSerializer):
    changes = ChangeSerializer(many=True)
    next = LineField()
    reset = BooleanField()
