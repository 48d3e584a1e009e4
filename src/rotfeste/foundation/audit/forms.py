"""What the trail is searched by."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.foundation.access.models import Organisation, User
from rotfeste.foundation.audit.models import Verb


class TrailForm(forms.Form):
    """All fields may stand empty."""

    person = forms.IntegerField(label=_("Person's key"), required=False, min_value=1)
    user = forms.CharField(label=_("User"), help_text=_("The name, or a part of it"), required=False, max_length=120)
    organisation = forms.CharField(
        label=_("Organisation"), help_text=_("The name, or a part of it"), required=False, max_length=120
    )
    verb = forms.ChoiceField(label=_("What was done"), required=False, choices=[("", _("All")), *Verb.choices])
    from_on = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until_on = forms.DateField(
        label=_("To and including"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
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
