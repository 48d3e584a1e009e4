"""Shapes of what is filled in about a round of placement."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.placement.backtest import UNKNOWN_THEN
from rotfeste.casework.placement.known import PARTS, Terms
from rotfeste.casework.settlement.forms.case import long_text
from rotfeste.casework.settlement.rules.placing import MOST_WEIGHT

PART_LABELS = {
    "results": _("Results of the introduction programme"),
    "employment": _("Employment in the municipality"),
    "education": _("Education places, for those of 16 to 24"),
    "demand": _("Work experience that is in demand there"),
    "network": _("Near relatives there, or in the county"),
    "wish": _("The municipality they wish for"),
    "language": _("Others from the same country"),
    "transport": _("Central, for those without a car"),
    "ready": _("Places that are ready now"),
    "answers": _("How often the municipality says yes"),
    "welcome": _("Households that the municipality is best prepared for"),
    "predicted": _("Predicted chance of work or education (statistical, advisory)"),
}

NEAR = {
    "municipality": _("the same municipality"),
    "region": _("the same economic region"),
    "county": _("the same county"),
}


class TermsForm(forms.Form):
    """Weights and limits of a round."""

    waiting = forms.IntegerField(
        label=_("Waiting past the target"),
        help_text=_("How many per cent more it counts to leave someone unplaced, for each two months."),
        min_value=0,
        max_value=500,
    )
    demanding_per = forms.IntegerField(
        label=_("Free places per household with demanding needs"),
        help_text=_("At least one such household everywhere. 0 sets no limit."),
        min_value=0,
        max_value=1000,
    )
    county_over = forms.IntegerField(
        label=_("How far above its share a county may come, in per cent"),
        help_text=_("The share follows the free places. 0 sets no limit."),
        min_value=0,
        max_value=1000,
    )
    kin = forms.ChoiceField(
        label=_("Near relatives who both wait come to"),
        help_text=_(
            "Where neither household has asked for anything else in the interview. No travel times between"
            " municipalities are known; Statistics Norway's economic regions stand in for them."
        ),
        choices=[*NEAR.items(), ("", _("anywhere"))],
        required=False,
    )
    dwellings = forms.BooleanField(
        label=_("Dwellings count where the municipality has registered any"),
        help_text=_(
            "A large household, and one that needs no steps, then comes only where a vacant dwelling that suits is"
            " registered, or where no dwellings are registered at all. There it is not known, and is marked."
        ),
        required=False,
    )
    large_from = forms.IntegerField(
        label=_("A household is large from how many persons"),
        help_text=_("Assumed: no source states any."),
        min_value=2,
        max_value=30,
    )
    floors = forms.BooleanField(
        label=_("Keep floors for groups"),
        help_text=_(
            "Every group by sex, citizenship and size of household then gets at least what chance would give it,"
            " and at least 95 per cent of what its share of the places could give it, as long as the whole loses no"
            " more than 1 per cent. Off unless you choose it: sex and citizenship then help to decide where people"
            " come, and whether the law allows that has not been settled."
        ),
        required=False,
    )
    keep = forms.BooleanField(
        label=_("Keep what is pinned and ruled out by hand in the latest round"), required=False, initial=True
    )

    def __init__(self, *args: Any, standard: Terms, earlier: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not earlier:
            del self.fields["keep"]
        for name in self.fields.keys() - {"keep"}:
            self.fields[name].initial = getattr(standard, name)
        for key in PARTS:
            self.fields[f"weight_{key}"] = forms.IntegerField(
                label=PART_LABELS[key], min_value=0, max_value=MOST_WEIGHT, initial=standard.weights[key]
            )
        self.order_fields([f"weight_{key}" for key in PARTS])

    def terms(self) -> Terms:
        """What was filled in."""
        said = self.cleaned_data
        return Terms(
            weights={key: said[f"weight_{key}"] for key in PARTS},
            waiting=said["waiting"],
            demanding_per=said["demanding_per"],
            county_over=said["county_over"],
            kin=said["kin"],
            dwellings=said["dwellings"],
            large_from=said["large_from"],
            floors=said["floors"],
        )


class ElsewhereForm(forms.Form):
    """A municipality and a reason: to ask another one, or to rule one out."""

    organisation = forms.TypedChoiceField(label=_("Municipality"), coerce=int)
    reason = long_text(_("Reason"))

    def __init__(self, *args: Any, places: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].choices = [("", _("Choose")), *places]  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """A household is left for the next round."""

    reason = long_text(_("Reason"))


class BacktestForm(TermsForm):
    """The year that is replayed, where it is to be chosen, and what counts in it."""

    def __init__(self, *args: Any, standard: Terms, years: list[int] | None = None, **options: Any) -> None:
        super().__init__(*args, standard=standard, earlier=False, **options)
        counts = {*(f"weight_{key}" for key in PARTS if key not in UNKNOWN_THEN), "demanding_per", "county_over"}
        self.fields = {name: field for name, field in self.fields.items() if name in counts}
        self.standard = standard
        if years is None:
            return
        choices = [("", _("Choose")), *((year, str(year)) for year in years)]
        self.fields["year"] = forms.TypedChoiceField(
            label=_("Year"),
            help_text=_("Those who were settled that year, by a municipality that had been asked."),
            choices=choices,
            coerce=int,
            initial=years[0] if years else None,
        )

    def terms(self) -> Terms:
        """What was filled in."""
        said = self.cleaned_data
        return replace(
            self.standard,
            weights={key: said.get(f"weight_{key}", 0) for key in PARTS},
            demanding_per=said["demanding_per"],
            county_over=said["county_over"],
        )
