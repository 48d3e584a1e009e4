"""The shape of a helper's power, as staff registers it from a signed paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.foundation.ui.fields import date_field


class HelperForm(forms.Form):
    """Who helps, for how long, and with what."""

    name = forms.CharField(label=_("Name of the helper"), max_length=120)
    may_apply = forms.BooleanField(label=_("May also apply on the person's behalf"), required=False)
    from_on = date_field(label=_("From"))
    until_on = date_field(label=_("Until"), help_text=_("At most a year."))
    signed = forms.BooleanField(label=_("I have seen the paper that the person has signed"))
