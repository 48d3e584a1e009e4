"""Shapes of what is filled in about a person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.foundation.ui.fields import date_field
from rotfeste.registers.persons.rules import Protection, duf_is_valid


class BreakGlassForm(forms.Form):
    """A DUF number, and why the person must be opened."""

    duf_number = forms.CharField(label=_("DUF number"), max_length=12)
    reason = forms.CharField(
        label=_("Why you must see this person"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("At least 20 characters. The person, your administrator and the auditor can read it."),
    )

    def clean_duf_number(self) -> str:
        """Twelve digits whose check digits are right."""
        number = str(self.cleaned_data["duf_number"]).replace(" ", "")
        if not duf_is_valid(number):
            raise forms.ValidationError(_("This is not a DUF number: check its twelve digits."))
        return number


class ProtectForm(forms.Form):
    """What kind of protection a person has, the protected address, and from when."""

    kind = forms.ChoiceField(label=_("Kind of protection"), choices=Protection.choices, widget=forms.RadioSelect)
    address = forms.CharField(
        label=_("Protected address"),
        max_length=200,
        required=False,
        help_text=_("Only those with access to protected addresses see it."),
    )
    from_on = date_field(label=_("From"))


class LiftProtectionForm(forms.Form):
    """Why the protection has ended."""

    reason = forms.CharField(
        label=_("Why the protection has ended"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("At least 20 characters. It is kept in the audit trail."),
    )
