"""Forms of pages: what was typed becomes what the serializers of the API check, and comes back with what they refuse."""

import re
from datetime import UTC, datetime
from typing import Any, ClassVar

from django import forms
from django.forms.renderers import DjangoTemplates

from api.errors import AppError
from api.serializers import InputSerializer, camel_case

WHOLE_NUMBER = re.compile(r"-?[0-9]{1,16}")
LOCAL_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?")


class FocusedBoundField(forms.BoundField):
    """Refused inputs ask for the focus, and browsers give it to the first."""

    def build_widget_attrs(self, *args: Any, **options: Any) -> dict[str, Any]:
        attributes = super().build_widget_attrs(*args, **options)
        return attributes | {"autofocus": True} if self.errors else attributes


class PageRenderer(DjangoTemplates):
    field_template_name = "site/field.html"
    bound_field_class = FocusedBoundField


class FormWithSerializer(forms.Form):
    """The serializer says what is right; the fields only say how it is typed."""

    serializer_class: ClassVar[type[InputSerializer]]
    default_renderer = PageRenderer
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        """A form says everything: what is left empty is None."""
        typed = {camel_case(name): value for name, value in self.cleaned_data.items()}
        serializer = self.serializer_class(data=typed)
        if serializer.is_valid():
            values: dict[str, Any] = serializer.validated_data
            return values
        for outside, messages in serializer.errors.items():
            self._mark(outside, str(messages[0]))
        return self.cleaned_data

    def refuse(self, error: AppError) -> None:
        """Shows what a service refused."""
        for it in error.errors:
            self._mark(it.field, it.message)
        if not error.errors:
            self.add_error(None, error.detail)

    def _mark(self, outside: str, message: str) -> None:
        """Puts the message beside the field that callers of the API know by this name, if it has none yet."""
        name = next((it for it in self.fields if camel_case(it) == outside), None)
        if name is None or name not in self.errors:
            self.add_error(name, message)


class LineField(forms.CharField):
    default_error_messages: ClassVar[dict[str, Any]] = {"required": "is required"}

    def __init__(self, *, autocomplete: str = "off", **options: Any) -> None:
        self._autocomplete = autocomplete
        super().__init__(strip=False, empty_value=None, **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"autocomplete": self._autocomplete}


class TextField(LineField):
    widget = forms.Textarea(attrs={"rows": "4"})


class EmailField(LineField):
    widget = forms.EmailInput


class PasswordField(LineField):
    widget = forms.PasswordInput


class UuidField(LineField):
    pass


class DecimalField(LineField):
    widget = forms.TextInput(attrs={"inputmode": "decimal"})


class IntegerField(LineField):
    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        return int(typed) if typed is not None and WHOLE_NUMBER.fullmatch(typed) else typed


class BooleanField(forms.BooleanField):
    """A box that is not ticked is an answer too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)


class DateField(LineField):
    widget = forms.DateInput(attrs={"type": "date"})


class DateTimeField(LineField):
    """Shown and typed in UTC."""

    widget = forms.TextInput(attrs={"type": "datetime-local", "step": "1"})

    def __init__(self, **options: Any) -> None:
        super().__init__(help_text="in UTC", **options)

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if typed is None or not LOCAL_TIME.fullmatch(typed):
            return typed
        # Browsers leave the seconds out where they are zero.
        return typed + (":00Z" if len(typed) == len("2026-01-31T09:30") else "Z")

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
        return value
