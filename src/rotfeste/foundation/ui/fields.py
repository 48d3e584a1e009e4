"""What a field of a form needs on a page: the right input, its label, description and error tied together."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField, Form
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

MISSING = gettext_noop("This field is required.")
"""What Django says of an empty field: kept here so that it is said in plain words in each language."""
FIRST_YEAR, LAST_YEAR = 1900, 2200
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def parts(bound: BoundField, *, rows: int = 0) -> dict[str, Any]:
    """The pieces of one field, for `ui/components/field.html`."""
    widget = bound.field.widget
    if isinstance(widget, forms.DateInput):
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    group = isinstance(widget, GROUPS)
    attributes: dict[str, Any] = {"class": "ds-input"}
    if bound.field.required:
        attributes["aria-required"] = "true"
    if bound.errors:
        attributes["aria-invalid"] = "true"
    if rows and isinstance(widget, forms.Textarea):
        attributes["rows"] = rows
    described = described_by(bound)
    if described and not group:
        attributes["aria-describedby"] = described
    return {
        "bound": bound,
        "kind": "group" if group else "tick" if isinstance(widget, forms.CheckboxInput) else "input",
        "hidden": bound.is_hidden,
        "control": None if group else bound.as_widget(attrs=attributes),
        "options": list(bound) if group else [],
        "option_type": getattr(widget, "input_type", ""),
        "described_by": described,
        "narrow": isinstance(widget, forms.DateInput | forms.NumberInput),
    }


def described_by(bound: BoundField) -> str:
    """The ids of the field's description and error."""
    ids = [f"{bound.auto_id}-description"] if bound.help_text else []
    if bound.errors:
        ids.append(f"{bound.auto_id}-error")
    return " ".join(ids)


def errors_of(form: Form) -> list[dict[str, str]]:
    """What is wrong with a form, in the order of the page, each with where to mend it."""
    if not form.is_bound:
        return []
    found = [{"text": str(text), "target": ""} for text in form.non_field_errors()]
    for bound in form:
        target = bound.auto_id + ("_0" if isinstance(bound.field.widget, GROUPS) else "")
        for text in bound.errors:
            found.append({"text": f"{bound.label}: {text}" if bound.label else str(text), "target": target})
    return found


def a_year_that_is_meant(day: date) -> None:
    """A day far off is a slip of the keyboard, and the day after the last there is cannot be reckoned with."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise forms.ValidationError(
            _("Write a year between %(first)s and %(last)s."), params={"first": str(FIRST_YEAR), "last": str(LAST_YEAR)}
        )


def date_field(**options: Any) -> forms.DateField:
    """A date, as the browser's own date input."""
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(widget=widget, validators=[a_year_that_is_meant], **options)


def between(least: Decimal, most: Decimal) -> dict[str, Any]:
    """The bounds of a number of hours, and the one sentence that says them with the reader's decimal mark."""

    def said() -> str:
        bounds = (number_format(bound.normalize(), use_l10n=True) for bound in (least, most))
        return _("Write a number between %(least)s and %(most)s.") % dict(zip(("least", "most"), bounds, strict=True))

    sentence = lazy(said, str)()
    return {
        "min_value": least,
        "max_value": most,
        "decimal_places": 2,
        "error_messages": {"min_value": sentence, "max_value": sentence},
    }


class FilterForm(forms.Form):
    """A form that narrows a list. Sent by GET; nothing in it must be filled in."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for item in self.fields.values():
            item.required = False

    def narrow(self, rows: Any) -> Any:
        """The rows that fit what was chosen (`self.cleaned_data`)."""
        return rows

    def chosen(self) -> dict[str, Any]:
        """What was chosen, the empty left out."""
        if not self.is_bound or not self.is_valid():
            return {}
        return {key: value for key, value in self.cleaned_data.items() if value not in (None, "", [], False)}


def any_choice(choices: Any, text: str = "") -> list[tuple[str, str]]:
    """Choices with «all» first, for a filter."""
    return [("", text or _("All")), *choices]
