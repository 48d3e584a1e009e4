"""What the outbox is narrowed by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.foundation.letters.states import DispatchStatus


class OutboxForm(forms.Form):
    """The status, and where the page begins."""

    status = forms.ChoiceField(label=_("Status"), required=False, choices=[("", _("All")), *DispatchStatus.choices])
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)
