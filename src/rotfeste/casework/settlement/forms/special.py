"""Shapes of what is filled in on the special roads: resettlement, mixed families, neighbours of integration centres."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.settlement.forms.case import CaseForm, long_text
from rotfeste.casework.settlement.models.mixed import HowItEnded, Obstacle
from rotfeste.casework.settlement.models.resettlement import ReferredBy
from rotfeste.foundation.ui.fields import date_field
from rotfeste.registers.persons.rules import Relation

REFERRERS = ((ReferredBy.UNHCR, _("UNHCR")), (ReferredBy.OTHER, _("Other")))


class DossierForm(CaseForm):
    """What is known of a household before it arrives."""

    stays_in = forms.ChoiceField(label=_("Country where they stay now"))
    referred_by = forms.ChoiceField(label=_("Proposed by"), choices=REFERRERS)
    selected_on = date_field(label=_("Selected on"))
    quota_year = forms.IntegerField(label=_("Counts in the quota of"), min_value=2013, max_value=2100)
    about = long_text(
        _("What the municipality should prepare for"),
        required=False,
        most=1000,
        help_text=_("Nothing about health: that stands in the interview, by consent."),
    )

    def __init__(self, *args: Any, countries: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["stays_in"].choices = countries  # type: ignore[attr-defined]


class MedicalPlaceForm(CaseForm):
    """Who takes one of the year's places for extensive medical needs."""

    person = forms.ChoiceField(label=_("Who"), widget=forms.RadioSelect)
    quota_year = forms.IntegerField(label=_("Counts in the quota of"), min_value=2013, max_value=2100)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class TravelForm(CaseForm):
    """When and how a household travels to its municipality."""

    travels_on = date_field(label=_("Day of arrival"))
    arrives_at = forms.CharField(label=_("Airport or station, and the time"), max_length=80)
    journey = forms.CharField(label=_("Flights, and who accompanies them"), max_length=200, required=False)


class ArrivedForm(CaseForm):
    """The household has come."""

    arrived_on = date_field(label=_("Arrived on"))


class ObstacleForm(CaseForm):
    """A member of the family who may not settle."""

    relation = forms.ChoiceField(label=_("Who in the family"), choices=Relation.choices)
    born_year = forms.IntegerField(
        label=_("Year of birth"),
        min_value=1900,
        max_value=2100,
        required=False,
        help_text=_("No name is needed: the person is not in the register."),
    )
    obstacle = forms.ChoiceField(label=_("What holds them back"), choices=Obstacle.choices, widget=forms.RadioSelect)
    since_on = date_field(label=_("Since"))


class EndObstacleForm(CaseForm):
    """What held a member back has ended."""

    because = forms.ChoiceField(label=_("How it ended"), choices=HowItEnded.choices, widget=forms.RadioSelect)
    ended_on = date_field(label=_("Day"))


class AskPlacementForm(CaseForm):
    """Ask for an alternative placement."""

    organisation = forms.ChoiceField(label=_("Municipality where the family would live together"))

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].choices = organisations  # type: ignore[attr-defined]


class AnswerPlacementForm(CaseForm):
    """The immigration authorities' answer."""

    agreed = forms.ChoiceField(
        label=_("Answer"), choices=(("yes", _("Agreed")), ("no", _("Refused"))), widget=forms.RadioSelect
    )
    reference = forms.CharField(label=_("Their case number"), max_length=40, required=False)
    reason = long_text(_("Reason, if refused"), required=False)


class AgreementForm(forms.Form):
    """A municipality settles the residents of an integration centre."""

    centre = forms.ChoiceField(label=_("Integration reception centre"))
    municipality = forms.ChoiceField(label=_("Municipality nearby"))
    from_on = date_field(label=_("From"))
    until_on = date_field(label=_("Until (the first day that it no longer applies)"), required=False)

    def __init__(
        self, *args: Any, centres: list[tuple[str, str]], municipalities: list[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["centre"].choices = centres  # type: ignore[attr-defined]
        self.fields["municipality"].choices = municipalities  # type: ignore[attr-defined]


class EndAgreementForm(forms.Form):
    """An agreement ends."""

    until_on = date_field(label=_("Until (the first day that it no longer applies)"))
