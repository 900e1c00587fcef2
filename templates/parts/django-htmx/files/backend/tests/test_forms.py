from datetime import UTC, date, datetime
from decimal import Decimal

from api import fields as api_fields
from api.errors import ConflictError, FieldError
from api.serializers import InputSerializer
from apps.site import forms


class EntrySerializer(InputSerializer):
    title = api_fields.LineField()
    unit_price = api_fields.DecimalField()
    count = api_fields.IntegerField()
    is_done = api_fields.BooleanField()
    starts_at = api_fields.DateTimeField(required=False, allow_null=True)
    due = api_fields.DateField(required=False, allow_null=True)


class EntryForm(forms.FormWithSerializer):
    serializer_class = EntrySerializer

    title = forms.LineField(label="Title")
    unit_price = forms.DecimalField(label="Unit price")
    count = forms.IntegerField(label="Count")
    is_done = forms.BooleanField(label="Is done")
    starts_at = forms.DateTimeField(label="Starts at", required=False)
    due = forms.DateField(label="Due", required=False)


TYPED = {"title": " One ", "unit_price": "12.5", "count": "-12", "is_done": "on"}


def test_a_form_becomes_what_a_body_of_the_api_becomes() -> None:
    form = EntryForm(TYPED | {"starts_at": "2026-01-31T09:30"})
    assert form.is_valid()
    assert form.cleaned_data == {
        "title": "One",
        "unit_price": Decimal("12.50"),
        "count": -12,
        "is_done": True,
        "starts_at": datetime(2026, 1, 31, 9, 30, tzinfo=UTC),
        "due": None,
    }


def test_what_is_left_empty_is_nothing_and_a_box_without_a_tick_is_no() -> None:
    form = EntryForm(TYPED | {"is_done": ""})
    assert form.is_valid()
    assert (form.cleaned_data["is_done"], form.cleaned_data["starts_at"]) == (False, None)


def test_refused_values_are_told_once_and_kept() -> None:
    form = EntryForm({"title": " ", "count": "many", "starts_at": "soon"})
    assert {name: list(messages) for name, messages in form.errors.items()} == {
        "title": ["must not be empty"],
        "unit_price": ["is required"],
        "count": ["must be a whole number"],
        "starts_at": ["must be a date and time such as 2026-01-31T09:30:00Z"],
    }
    shown = form["count"].as_field_group()
    assert 'value="many"' in shown
    assert 'aria-invalid="true" aria-describedby="id_count_error" autofocus' in shown
    assert '<p id="id_count_error" class="error">Count must be a whole number</p>' in shown


def test_what_a_service_refuses_stands_beside_its_field_or_above_all() -> None:
    form = EntryForm(TYPED)
    assert form.is_valid()
    form.refuse(ConflictError("must be unique", errors=[FieldError("unitPrice", "is taken")]))
    form.refuse(ConflictError("Too late"))
    assert form.errors == {"unit_price": ["is taken"], "__all__": ["Too late"]}


def test_a_record_is_shown_as_inputs_take_it() -> None:
    moment = datetime(2026, 1, 31, 9, 30, 5, 999, tzinfo=UTC)
    form = EntryForm(initial={"starts_at": moment, "due": date(2026, 1, 31)})
    starts_at = '<input type="datetime-local" name="starts_at" value="2026-01-31T09:30:05" step="1"'
    assert starts_at in form["starts_at"].as_field_group()
    assert '<input type="date" name="due" value="2026-01-31"' in form["due"].as_field_group()
