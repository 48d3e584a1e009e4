"""Shapes of what a host municipality fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.foundation.ui.fields import date_field
from rotfeste.registers.participants.models.reception import OFFERED_TO_CENTRES


class HostOfferForm(forms.Form):
    """Which centre, which training, and since when."""

    centre = forms.ChoiceField(label=_("Reception centre"))
    activity = forms.ChoiceField(label=_("Training"), choices=OFFERED_TO_CENTRES, widget=forms.RadioSelect)
    offered_on = date_field(label=_("Offered from"))

    def __init__(self, *args: Any, centres: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["centre"]
        field.choices = [("", "–"), *centres]


class HostMonthForm(forms.Form):
    """A month: how many took part, and their hours in all."""

    month = forms.ChoiceField(label=_("Month"))
    participants = forms.IntegerField(label=_("Participants"), min_value=0, max_value=5000)
    hours = forms.IntegerField(
        label=_("Hours in all"),
        min_value=0,
        max_value=500000,
        help_text=_("The hours of all participants together."),
    )

    def __init__(self, *args: Any, months: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["month"]
        field.choices = months
