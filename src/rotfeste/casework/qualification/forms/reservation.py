"""The shape of what someone has said about research."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.foundation.ui.fields import date_field


class ReservationForm(forms.Form):
    """Whether data about them may be used, and when they said so."""

    reserved = forms.ChoiceField(
        label=_("The person says"),
        choices=[("yes", _("Data about me shall not be used for research")), ("no", _("Data about me may be used"))],
        widget=forms.RadioSelect,
    )
    said_on = date_field(label=_("Said on"))
