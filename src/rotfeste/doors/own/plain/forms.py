"""The shapes of what a person fills in on their own pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.foundation.ui.fields import date_field

EMPTY, DAY = _("Write an answer here."), _("Choose a day.")


class ComeInForm(forms.Form):
    """The code on the paper, and the birth date."""

    code = forms.CharField(
        label=_("The code on your paper"),
        max_length=40,
        help_text=_("12 letters and numbers"),
        error_messages={"required": EMPTY, "max_length": _("This text is too long.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    born_on = date_field(label=_("Your birth date"), error_messages={"required": DAY, "invalid": DAY})


class HelperForm(forms.Form):
    """Someone to help, until when, and whether they may apply too."""

    name = forms.CharField(
        label=_("Name of the person who helps you"),
        max_length=120,
        error_messages={"required": EMPTY, "max_length": _("This text is too long.")},
    )
    may_apply = forms.BooleanField(label=_("May also apply for a home for me"), required=False)
    until_on = date_field(label=_("Until which day?"), error_messages={"required": DAY, "invalid": DAY})


class NothingForm(forms.Form):
    """Only a button."""
