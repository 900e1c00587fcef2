"""Base classes of what the API takes and gives: camelCase outside, snake_case inside."""

from typing import Any, ClassVar

from rest_framework import serializers


def camel_case(name: str) -> str:
    first, *rest = (word for word in name.split("_") if word)
    return first + "".join(word[0].upper() + word[1:] for word in rest)


class ApiSerializer(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for name, field in super().get_fields().items():
            outside = camel_case(name)
            if outside != name:
                field.source = name
            fields[outside] = field
        return fields


class InputSerializer(ApiSerializer):
    """A key that is not known is refused."""

    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": "must be an object"}

    def to_internal_value(self, data: Any) -> Any:
        keys = data if isinstance(data, dict) else {}
        refused: dict[str, Any] = {
            key: ["is not a known field"] for key in keys if key not in self.fields
        }
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            detail: Any = error.detail
            raise serializers.ValidationError(detail | refused) from None
        if refused:
            raise serializers.ValidationError(refused)
        return values


def validated(serializer: serializers.Serializer[Any]) -> Any:
    """What was sent, as the serializer reads it. Raises ValidationError."""
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


class ChangeSerializer(InputSerializer):
    """Every field may be left out, and only those that are there change."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, partial=True, **options)
