"""What is asked for when users are administered."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.access.rules import ROLES_OF_KIND, Role, may_hold, national_number_is_valid


class AddUserForm(forms.Form):
    """A person gets a role in one of the administrator's organisations."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail at work"))
    birth_number = forms.CharField(
        label=_("Birth number or D-number"),
        help_text=_("11 digits. It is used to recognise the person at log-in, and is not kept."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        max_length=12,
    )
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label="–"
    )
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Organisation.objects.filter(id__in=actor.organisations).order_by("name")
        self.fields["organisation"].queryset = own  # type: ignore[attr-defined]
        self.fields["organisation"].initial = actor.organisation_id
        held = {role for organisation in own for role in ROLES_OF_KIND.get(organisation.kind, ())}
        choices = [(role.value, role.label) for role in Role if role in held]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]

    def clean_birth_number(self) -> str:
        """Without spaces, and with digits that check."""
        number = str(self.cleaned_data["birth_number"]).replace(" ", "")
        if not national_number_is_valid(number, synthetic_allowed=not settings.PRODUCTION):
            raise forms.ValidationError(_("This is not a valid birth number. Check the digits."))
        return number

    def clean(self) -> dict[str, Any]:
        """The role exists in that kind of organisation."""
        given = super().clean() or {}
        organisation, role = given.get("organisation"), given.get("role")
        if organisation and role and not may_hold(role, organisation.kind):
            self.add_error("role", _("This role does not exist in that organisation. Choose another role."))
        return given
