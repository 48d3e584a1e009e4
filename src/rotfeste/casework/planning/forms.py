"""Shapes of what is filled in for the year's planning."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.planning.models.need import Part
from rotfeste.casework.planning.models.round import Criterion, TableStatus
from rotfeste.casework.planning.rules.distribution import CRITERIA
from rotfeste.casework.planning.rules.need import PARTS, Band
from rotfeste.foundation.ui.fields import date_field

MOST = 200_000


def year_field() -> forms.IntegerField:
    """A year."""
    return forms.IntegerField(label=_("Year"), min_value=2016, max_value=2100)


def places_field(label: Any, **options: Any) -> forms.IntegerField:
    """A number of places."""
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, **options)


def reason_field(label: Any, **options: Any) -> forms.CharField:
    """Some lines that explain."""
    return forms.CharField(label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **options)


BOUNDS = {"low": _("At least"), "expected": _("Expected"), "high": _("At most")}


class EstimateForm(forms.Form):
    """The need of a year: each part as a band, and what changed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for part in PARTS:
            for bound, label in BOUNDS.items():
                self.fields[f"{part}_{bound}"] = places_field(label, required=False)
        self.fields["reason"] = reason_field(
            _("What has changed, and why"), help_text=_("Municipalities read this beside their indicative figure.")
        )

    def clean(self) -> dict[str, Any]:
        """Low is the lowest and high the highest."""
        values = super().clean() or {}
        for part in PARTS:
            if not self.band(part).in_order and not any(self.errors.get(f"{part}_{bound}") for bound in BOUNDS):
                self.add_error(
                    f"{part}_expected", _("The expected number must lie between the lowest and the highest.")
                )
        return values

    def band(self, part: str) -> Band:
        """One part as a band; what is left empty is nobody."""
        return Band(*(self.cleaned_data.get(f"{part}_{bound}") or 0 for bound in BOUNDS))

    def bands(self) -> dict[str, Band]:
        """All parts."""
        return {part: self.band(part) for part in PARTS}

    def rows(self) -> list[dict[str, Any]]:
        """The parts with their three fields, for the page."""
        return [
            {"part": part, "label": Part(part).label, "fields": [self[f"{part}_{bound}"] for bound in BOUNDS]}
            for part in PARTS
        ]


class TableForm(forms.Form):
    """A table of criteria."""

    file = forms.FileField(label=_("File with criteria"), help_text=_("CSV or Excel (.xlsx), at most 2 MB."))
    year = forms.IntegerField(label=_("The values are for the year"), min_value=2000, max_value=2100)
    source = forms.CharField(label=_("Source"), max_length=200)
    status = forms.ChoiceField(label=_("The values are"), choices=TableStatus.choices, widget=forms.RadioSelect)


class CodesField(forms.CharField):
    """Municipality numbers with spaces or commas between."""

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """The numbers as a list."""
        return str(value or "").replace(",", " ").replace(";", " ").split()


class RoundForm(forms.Form):
    """What a round is made from."""

    name = forms.CharField(label=_("Name of the round"), max_length=80)
    ordinary = places_field(_("Ordinary places"))
    minors = places_field(_("Places for unaccompanied minors"))
    count = forms.IntegerField(label=_("How many municipalities are asked"), min_value=1, max_value=1000)
    floor = forms.IntegerField(label=_("At least so many ordinary places each"), min_value=0, max_value=1000)
    always = CodesField(
        label=_("Always ask these"), required=False, help_text=_("Municipality numbers, with spaces between.")
    )
    never = CodesField(
        label=_("Do not ask these"), required=False, help_text=_("Municipality numbers, with spaces between.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for kind in ("weight", "minors_weight"):
            for key in CRITERIA:
                self.fields[f"{kind}_{key}"] = forms.IntegerField(
                    label=Criterion(key).label, min_value=0, max_value=1000, required=False
                )

    def weights(self, kind: str) -> dict[str, int]:
        """The weights of one kind of places; those left empty count nothing."""
        return {key: self.cleaned_data.get(f"{kind}_{key}") or 0 for key in CRITERIA}

    def clean(self) -> dict[str, Any]:
        """Something must weigh, or nothing says who should have the places."""
        values = super().clean() or {}
        for kind, wanted in (("weight", values.get("ordinary")), ("minors_weight", values.get("minors"))):
            if wanted and not any(values.get(f"{kind}_{key}") for key in CRITERIA):
                self.add_error(
                    f"{kind}_{CRITERIA[0]}", _("Give at least one criterion a weight: all of them are zero.")
                )
        return values

    def rows(self) -> list[dict[str, Any]]:
        """Each criterion with its two weights, for the page."""
        return [
            {"label": Criterion(key).label, "fields": [self[f"weight_{key}"], self[f"minors_weight_{key}"]]}
            for key in CRITERIA
        ]


class ShareForm(forms.Form):
    """A municipality's number is set by hand."""

    ordinary = places_field(_("Ordinary places"))
    minors = places_field(_("Places for unaccompanied minors"))
    reason = reason_field(_("Reason"))


class SendForm(forms.Form):
    """A round is sent."""

    answer_by = date_field(label=_("Answer by"))
    reason = reason_field(
        _("Why more are asked for"),
        required=False,
        help_text=_("For municipalities that have been asked for the same year before. They read it."),
    )


class AskForm(forms.Form):
    """A request to one municipality."""

    organisation = forms.ChoiceField(label=_("Municipality"))
    year = year_field()
    ordinary = places_field(_("Ordinary places"))
    minors = places_field(_("Places for unaccompanied minors"), initial=0)
    answer_by = date_field(label=_("Answer by"))
    reason = reason_field(
        _("Reason"),
        required=False,
        help_text=_("A supplementary request must have one. The municipality reads it."),
    )

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].choices = organisations  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A request asks for something."""
        values = super().clean() or {}
        if values.get("ordinary") == 0 and values.get("minors") == 0:
            self.add_error("ordinary", _("Ask for at least one place."))
        return values


class CouncilForm(forms.Form):
    """What the council has decided."""

    year = year_field()
    ordinary = forms.IntegerField(label=_("Ordinary places"), min_value=0, max_value=20000)
    minors = forms.IntegerField(label=_("Places for unaccompanied minors"), min_value=0, max_value=2000)
    decided_on = date_field(label=_("Decided by the council on"))
    case_number = forms.CharField(label=_("The council's case number"), required=False, max_length=40)
    document = forms.FileField(
        label=_("The decision as a document"), required=False, help_text=_("A PDF of at most 10 MB.")
    )
    more_than_asked = forms.BooleanField(
        label=_("The council has decided more than we are asked for, and it is meant so"), required=False
    )


class BudgetForm(forms.Form):
    """When the council treats its budget."""

    on = date_field(label=_("The council treats the budget on"))


class DistrictsForm(forms.Form):
    """Places for each city district."""

    def __init__(self, *args: Any, districts: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.districts = districts
        for key, _name in districts:
            for kind, label in (("ordinary", _("Ordinary places")), ("minors", _("Unaccompanied minors"))):
                self.fields[f"{kind}_{key}"] = places_field(label, required=False)

    def shares(self) -> dict[int, tuple[int, int]]:
        """(ordinary, minors) by district."""
        said = self.cleaned_data
        return {key: (said[f"ordinary_{key}"] or 0, said[f"minors_{key}"] or 0) for key, _name in self.districts}

    def rows(self) -> list[dict[str, Any]]:
        """Each district with its two fields, for the page."""
        return [
            {"label": name, "fields": [self[f"ordinary_{key}"], self[f"minors_{key}"]]} for key, name in self.districts
        ]
