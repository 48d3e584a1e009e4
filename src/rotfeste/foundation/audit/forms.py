"""What the trail is searched by."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from rotfeste.foundation.access.models import Organisation, User
from rotfeste.foundation.audit.models import Verb

LARGEST_KEY = 2**63 - 1
DAY: dict[str, Any] = {
    "required": False,
    "widget": forms.DateInput(attrs={"type": "date"}),
    "validators": [MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2200, 12, 31))],
}
"""A day that may be left empty; the day after the last there is cannot be reckoned with."""


class TrailForm(forms.Form):
    """All fields may stand empty."""

    person = forms.IntegerField(label=_("Person's key"), required=False, min_value=1, max_value=LARGEST_KEY)
    user = forms.CharField(label=_("User"), help_text=_("The name, or a part of it"), required=False, max_length=120)
    organisation = forms.CharField(
        label=_("Organisation"), help_text=_("The name, or a part of it"), required=False, max_length=120
    )
    verb = forms.ChoiceField(label=_("What was done"), required=False, choices=[("", _("All")), *Verb.choices])
    from_on = forms.DateField(label=_("From"), **DAY)
    until_on = forms.DateField(label=_("To and including"), **DAY)
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def criteria(self) -> dict[str, object]:
        """The criteria of `queries.trail`."""
        given = self.cleaned_data
        users = User.objects.filter(name__icontains=given["user"])
        organisations = Organisation.objects.filter(name__icontains=given["organisation"])
        return {
            "person_id": given["person"],
            "user_ids": list(users.values_list("id", flat=True)) if given["user"] else None,
            "organisation_ids": list(organisations.values_list("id", flat=True)) if given["organisation"] else None,
            "verb": given["verb"],
            "from_on": given["from_on"],
            "until_on": given["until_on"],
        }
