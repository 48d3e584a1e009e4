"""Shapes of a move, of the list of moves, and of what the former municipality still registers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.foundation.ui.fields import FilterForm, any_choice, date_field

SIDES = {
    "to_us": _("To us, without a receipt"),
    "send": _("Package to be sent"),
    "unanswered": _("No receipt in time"),
    "stuck": _("Not registered on the day"),
    "planned": _("Will move"),
}


class MoveForm(forms.Form):
    """Who moves, when and where to."""

    people = forms.MultipleChoiceField(label=_("Who moves"), widget=forms.CheckboxSelectMultiple)
    moves_on = date_field(
        label=_("First day in the new municipality"),
        help_text=_("From this day the new municipality is responsible."),
    )
    receiver = forms.ChoiceField(label=_("Moves to"))
    message = forms.CharField(
        label=_("Message to the new municipality"),
        help_text=_("What is not registered and should be known. Do not write about health."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], receivers: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["people"].choices = people  # type: ignore[attr-defined]
        self.fields["receiver"].choices = [("", "–"), *receivers]  # type: ignore[attr-defined]


class HandoverVersionForm(forms.Form):
    """Which version of the move the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class HandoverFilter(FilterForm):
    """What waits."""

    waits = forms.ChoiceField(label=_("Show"), choices=any_choice(list(SIDES.items())))

    def __init__(self, *args: Any, waits: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rule = waits

    def narrow(self, rows: Iterable[Any]) -> list[Any]:
        """The moves that wait for this."""
        chosen = self.cleaned_data.get("waits")
        return [row for row in rows if not chosen or self.rule(row, chosen)]
