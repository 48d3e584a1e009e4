"""Shapes of what goes to NAV, of what the person says of it, and of what comes after."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.foundation.letters.queries import split_address
from rotfeste.foundation.letters.rules import AddressMissing
from rotfeste.foundation.ui.fields import FilterForm, any_choice, date_field

WAITS_AT_NAV = {"send": _("The person agrees, to be sent"), "follow": _("To follow up now")}


class NavForm(forms.Form):
    """Which office, and when to follow up."""

    office = forms.CharField(label=_("NAV office"), max_length=120, help_text=_("Its full name, such as «NAV Bergen»."))
    address = forms.CharField(
        label=_("Postal address of the office"), max_length=200, help_text=_("Such as «Postboks 1, 0031 Oslo».")
    )
    follow_up_on = date_field(label=_("Follow up on"), help_text=_("The day comes up on your front page."))

    def clean_address(self) -> str:
        """A postcode and a place are needed: the letter may be printed and posted."""
        text = str(self.cleaned_data["address"])
        try:
            split_address(text)
        except AddressMissing as error:
            raise forms.ValidationError(_("Write street or box, postcode and place.")) from error
        return text


class NavVersionForm(forms.Form):
    """Which version of the package the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class NavConsentForm(forms.Form):
    """What the person says, in a conversation."""

    agrees = forms.ChoiceField(
        label=_("What the person says"),
        choices=[("yes", _("Yes, NAV may get this")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    said_on = date_field(label=_("Said on"))
    explained = forms.BooleanField(
        label=_("What is shared, with whom and why was explained in a language that the person understands")
    )


class NavReceiptForm(NavVersionForm):
    """Who at the office confirmed it, and when."""

    on = date_field(label=_("Confirmed on"))
    by = forms.CharField(label=_("Who at the office confirmed it"), max_length=120)


class NavFollowUpForm(NavVersionForm):
    """How it went."""

    on = date_field(label=_("Followed up on"))
    text = forms.CharField(
        label=_("How it went"),
        help_text=_("What NAV offers, and what the person does now. Do not write about health."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class NavFilter(FilterForm):
    """What waits."""

    waits = forms.ChoiceField(label=_("Show"), choices=any_choice(list(WAITS_AT_NAV.items())))

    def __init__(self, *args: Any, waits: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rule = waits

    def narrow(self, rows: Iterable[Any]) -> list[Any]:
        """The packages that wait for this."""
        chosen = self.cleaned_data.get("waits")
        return [row for row in rows if not chosen or self.rule(row, chosen)]
