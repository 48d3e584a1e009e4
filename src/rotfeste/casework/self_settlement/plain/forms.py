"""The shapes of what refugees fill in: a search, the dwelling, the contract, a report about money."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.self_settlement.rules.documents import LARGEST
from rotfeste.foundation.ui.fields import date_field

EMPTY, NUMBER, DAY = _("Write an answer here."), _("Write a number, for example 9000."), _("Choose a day.")
ERRORS: dict[str, Any] = {
    "required": EMPTY,
    "invalid": NUMBER,
    "max_value": NUMBER,
    "min_value": NUMBER,
    "max_length": _("This text is too long."),
    "invalid_choice": EMPTY,
}
HIGHEST = 10_000_000


def text(label: Any, *, most: int, required: bool = True, help_text: Any = "", rows: int = 0) -> forms.CharField:
    """A line or some lines of text."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text, widget=widget, error_messages=ERRORS
    )


def number(
    label: Any, *, least: int = 0, most: int = HIGHEST, required: bool = True, help_text: Any = ""
) -> forms.IntegerField:
    """A whole number."""
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        required=required,
        help_text=help_text,
        error_messages=ERRORS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class DwellingForm(forms.Form):
    """The home that was found, who lets it, and what it costs."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    address = text(_("Address of the home"), most=200, help_text=_("Street, number and place"))
    rooms = number(_("How many bedrooms?"), least=1, most=20)
    square_metres = number(_("How many square metres?"), least=5, most=1000, required=False)
    landlord = text(_("Who owns the home? Name of the person or the company"), most=120)
    rent_nok = number(_("Rent for one month, in kroner"), least=1)
    deposit_nok = number(_("Deposit, in kroner"), required=False, help_text=_("Write 0 if there is none."))
    advance_nok = number(
        _("Rent to pay before you move in, in kroner"), required=False, help_text=_("Write 0 if there is none.")
    )
    fee_nok = number(
        _("Do they ask for other money? How much?"), required=False, help_text=_("Write 0 if there is none.")
    )
    from_on = date_field(label=_("From which day can you live there?"), error_messages={**ERRORS, "invalid": DAY})

    def clean(self) -> dict[str, Any]:
        """Nothing is nought where a payment was left out."""
        given = super().clean() or {}
        for name in ("deposit_nok", "advance_nok", "fee_nok"):
            if name not in self.errors:
                given[name] = given.get(name) or 0
        return given


class ContractForm(forms.Form):
    """The contract as a file or a photograph."""

    contract = forms.FileField(
        label=_("The contract"),
        help_text=_("A photo or a PDF, at most 5 MB."),
        error_messages={"required": _("Choose a file or take a photo."), "empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )

    @staticmethod
    def read(given: dict[str, Any]) -> bytes:
        """What was handed in, read no further than is needed to see that it is too large."""
        return bytes(given["contract"].read(LARGEST + 1))


class ReportForm(forms.Form):
    """What happened. Only the first question must be answered."""

    told = text(_("What happened?"), most=4000, rows=6)
    who = text(_("Who asked for money?"), most=200, required=False)
    amount_nok = number(_("How much money, in kroner?"), required=False)
    place_code = forms.ChoiceField(label=_("In which municipality?"), required=False, error_messages=ERRORS)
    contact = text(
        _("How can we contact you?"), most=200, required=False, help_text=_("You do not have to say who you are.")
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place_code"].choices = [("", "–"), *places]  # type: ignore[attr-defined]
