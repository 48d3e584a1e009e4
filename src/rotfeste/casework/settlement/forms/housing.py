"""Shapes of what is filled in about dwellings, and of a table of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.settlement.forms.case import CaseForm, long_text
from rotfeste.foundation.ui.fields import FilterForm, any_choice, date_field
from rotfeste.registers.capacity.actions.dwellings import Described
from rotfeste.registers.capacity.rules.homes import LEAVE_AGES
from rotfeste.registers.capacity.states import DwellingKind, NobodyBecause, Standing

MOST_MINUTES = 600


def minutes(label: Any, help_text: Any = "") -> forms.IntegerField:
    """A travel time, which may be unknown."""
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_MINUTES, required=False, help_text=help_text)


class DwellingForm(forms.Form):
    """A dwelling as the municipality describes it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    label = forms.CharField(
        label=_("Address"), max_length=120, help_text=_("Street, number and flat. Never the name of anyone.")
    )
    kind = forms.ChoiceField(label=_("For whom"), choices=DwellingKind.choices, widget=forms.RadioSelect)
    persons = forms.IntegerField(label=_("Persons it has room for"), min_value=1, max_value=60)
    bedrooms = forms.IntegerField(label=_("Bedrooms"), min_value=0, max_value=60)
    shared_by = forms.IntegerField(
        label=_("Single persons who may share it"),
        min_value=0,
        max_value=60,
        required=False,
        help_text=_("Leave empty where it is for one household."),
    )
    step_free = forms.BooleanField(label=_("Without steps"), required=False)
    wheelchair = forms.BooleanField(label=_("Bathroom and doors for a wheelchair"), required=False)
    minutes_to_course = minutes(_("Minutes to the course"), _("By public transport."))
    minutes_to_school = minutes(_("Minutes to school"), _("By public transport."))
    minutes_to_hospital = minutes(_("Minutes to hospital"), _("By car, if it is known."))
    monthly_nok = forms.IntegerField(label=_("Cost each month while vacant, kroner"), min_value=0, max_value=1_000_000)
    available_from = date_field(label=_("Available from"))
    available_until = date_field(
        label=_("Available until"),
        required=False,
        help_text=_("The first day it is not available. Empty if not known."),
    )
    leave_age = forms.TypedChoiceField(
        label=_("Residents leave at the age of"),
        choices=[("", _("Not stated")), *((age, str(age)) for age in LEAVE_AGES)],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Homes for unaccompanied minors only."),
    )

    def clean(self) -> dict[str, Any]:
        """What must agree: room for those who share, the end after the beginning, an age only for minors."""
        said = super().clean() or {}
        said["shared_by"] = said.get("shared_by") or 0
        if said.get("persons") and said["shared_by"] > said["persons"]:
            self.add_error("shared_by", _("No more can share it than it has room for."))
        from_on, until_on = said.get("available_from"), said.get("available_until")
        if from_on and until_on and until_on <= from_on:
            self.add_error("available_until", _("It must be available for at least a day."))
        if said.get("leave_age") and said.get("kind") != DwellingKind.MINORS:
            self.add_error("leave_age", _("Only residents of homes for unaccompanied minors leave at an age."))
        if said.get("wheelchair") and not said.get("step_free"):
            said["step_free"] = True
        return said

    def described(self) -> Described:
        """What was filled in, for the action."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Described(**said)


class OwnerForm(DwellingForm):
    """A dwelling of an organisation that has city districts, which may have it."""

    owner = forms.ChoiceField(label=_("Owner"))

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        if len(owners) > 1:
            self.fields["owner"].choices = owners  # type: ignore[attr-defined]
            self.order_fields(["version", "owner"])
        else:
            del self.fields["owner"]

    def described(self) -> Described:
        """What was filled in, without the owner."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "owner")}
        return Described(**said)


class ImportForm(forms.Form):
    """A table of dwellings: pasted, or as a file."""

    owner = forms.ChoiceField(label=_("Owner"))
    table = forms.CharField(
        label=_("Table from a spreadsheet"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("With the headings of the columns on the first line."),
    )
    file = forms.FileField(label=_("Or a file"), required=False, help_text=_("Excel or CSV, at most 2 MB."))

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]


class ReleaseForm(forms.Form):
    """The day on which a dwelling is given back."""

    on = date_field(label=_("Available until"), help_text=_("The first day it is not available."))


class LivedInForm(forms.Form):
    """Someone lives there who did not come by a case."""

    persons = forms.IntegerField(label=_("Persons"), min_value=1, max_value=60)
    moved_in_on = date_field(label=_("Lived there since"))
    leave_on = date_field(
        label=_("Leaves the home"),
        required=False,
        help_text=_("For minors: the first of the month after they grow out of it."),
    )


class MovedOutForm(forms.Form):
    """The day on which someone moved out."""

    on = date_field(label=_("Free from"))


class VacantBecauseForm(forms.Form):
    """Why a dwelling still stands empty."""

    reason = forms.ChoiceField(label=_("Reason"), choices=NobodyBecause.choices, widget=forms.RadioSelect)
    text = long_text(_("Explanation"), required=False, most=300, help_text=_("Never the name of anyone."))

    def clean(self) -> dict[str, Any]:
        """«Other» is explained."""
        said = super().clean() or {}
        if said.get("reason") == NobodyBecause.OTHER and not said.get("text", "").strip():
            self.add_error("text", _("Explain the reason."))
        return said


class ChooseDwellingForm(CaseForm):
    """Which dwelling a household gets."""

    dwelling = forms.ChoiceField(label=_("Dwelling"), required=False)

    def __init__(self, *args: Any, dwellings: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["dwelling"].choices = [("", _("None yet")), *dwellings]  # type: ignore[attr-defined]


class DwellingFilter(FilterForm):
    """What the list of dwellings can be narrowed by."""

    standing = forms.ChoiceField(label=_("Status"))
    kind = forms.ChoiceField(label=_("For whom"))
    size = forms.IntegerField(label=_("Room for at least"), min_value=1, max_value=60)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["standing"].choices = any_choice(  # type: ignore[attr-defined]
            Standing.choices, str(_("All but released"))
        )
        self.fields["kind"].choices = any_choice(DwellingKind.choices)  # type: ignore[attr-defined]

    def narrow(self, rows: Any) -> Any:
        """By status, kind and room."""
        said = self.cleaned_data
        if said["standing"]:
            rows = [row for row in rows if row.standing == said["standing"]]
        else:
            rows = [row for row in rows if row.standing != Standing.RELEASED]
        if said["kind"]:
            rows = [row for row in rows if row.dwelling.kind == said["kind"]]
        if said["size"]:
            rows = [row for row in rows if row.dwelling.persons >= said["size"]]
        return rows
