import re
from typing import Any, ClassVar

from rest_framework import serializers

from api.fields import LineField, UuidField
from api.serializers import ApiSerializer, InputSerializer
from apps.users.models import Role

EMAIL = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]+@([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.ASCII
)


class EmailField(LineField):
    """Whether an address exists, only a message to it can tell; this finds slips of the pen."""

    default_error_messages: ClassVar[dict[str, Any]] = {"email": "must be an email address"}
    input_schema = {"type": "string", "maxLength": 254}
    output_schema = {"type": "string", "format": "email"}

    def to_internal_value(self, data: Any) -> str:
        email = super().to_internal_value(data).lower()
        if not EMAIL.fullmatch(email):
            self.fail("email")
        return email


class PasswordField(LineField):
    # NIST SP 800-63B, 5.1.1.2: at least eight characters, long phrases welcome, no rules about kinds of characters.
    input_schema = {"type": "string", "minLength": 8, "maxLength": 256}

    def __init__(self, **options: Any) -> None:
        super().__init__(min_length=8, trim_whitespace=False, **options)


class RoleField(serializers.ChoiceField):
    output_schema = {"type": "string", "enum": Role.values}

    def __init__(self, **options: Any) -> None:
        super().__init__(Role.choices, **options)


class CredentialsSerializer(InputSerializer):
    email = EmailField()
    password = PasswordField()


class UserSerializer(ApiSerializer):
    """A user as callers see it."""

    id = UuidField()
    email = EmailField()
    role = RoleField()
