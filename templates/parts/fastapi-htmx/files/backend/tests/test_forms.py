from app.errors.app_errors import FieldError, InvalidInputError, NotFoundError
from app.pages.forms import boolean, integer, moment, refused_form, text


def test_readers_leave_what_is_wrong_to_the_models() -> None:
    assert [text(""), text("Lamp"), integer("-12"), integer("many")] == [None, "Lamp", -12, "many"]
    assert [boolean("on"), boolean("")] == [True, False]
    assert [moment("2026-01-31T09:30"), moment("soon")] == ["2026-01-31T09:30:00Z", "soon"]


def test_a_refused_form_keeps_what_was_typed() -> None:
    error = InvalidInputError([FieldError("name", "is required"), FieldError("name", "is odd")])
    form = refused_form({"name": " "}, error)
    assert (form.values, form.errors, form.problem) == ({"name": " "}, {"name": "is required"}, "")
    assert refused_form({}, NotFoundError("Nothing")).problem == "Nothing"
