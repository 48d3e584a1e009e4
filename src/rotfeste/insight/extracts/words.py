"""The words of the register's year: figures with what they rest on, fields that research may ask for, and refusals."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.foundation.ui.components import Tag
from rotfeste.insight.extracts import actions
from rotfeste.insight.extracts.models import FrozenYear, ResearchExtract
from rotfeste.insight.extracts.queries import NotOpen
from rotfeste.insight.extracts.states import ExtractStatus, FrozenKind


@dataclass(frozen=True)
class Told:
    """What a figure is called, and what it rests on."""

    title: Promise
    rests_on: Promise
    short: Promise
    """For a chart."""


FIGURES: Mapping[str, Told] = {
    "training_three": Told(
        _("Began training in Norwegian within three months"),
        _("Of those who got right and duty in the year before. Counted from settlement, or from the claim."),
        _("Norwegian, 3 months"),
    ),
    "training_six": Told(
        _("Began training in Norwegian within six months"),
        _("Of the same persons, three months later."),
        _("Norwegian, 6 months"),
    ),
    "programme_three": Told(
        _("Began the introduction programme within three months"),
        _(
            "Of those who got right and duty from October of the year before to September."
            " The first decision counts, or the first day."
        ),
        _("Programme, 3 months"),
    ),
    "to_work": Told(
        _("Went directly to work or education"),
        _("Of those whose programme ended in the year. Endings without a registered reason are counted among all."),
        _("To work or school"),
    ),
    "leave_women": Told(
        _("Women with leave"), _("Of the women who took part in the year, those with leave in it."), _("Leave, women")
    ),
    "leave_men": Told(
        _("Men with leave"), _("Of the men who took part in the year, those with leave in it."), _("Leave, men")
    ),
    "extended": Told(
        _("Extended programme"),
        _("Of those who took part in the year, those with a decision on extension."),
        _("Extended"),
    ),
    "upper_secondary": Told(
        _("Municipalities with upper secondary education in the programme"),
        _("Of the municipalities with participants in the year, those with such a measure for at least one of them."),
        _("Upper secondary"),
    ),
    "primary": Told(
        _("Municipalities with primary education in the programme"),
        _("Of the municipalities with participants in the year, those with such a measure for at least one of them."),
        _("Primary education"),
    ),
}
FIELDS: Mapping[str, Promise] = {
    "aar": _("Year"),
    "fodselsaar": _("Year of birth"),
    "kjonn": _("Sex"),
    "statsborgerskap": _("Citizenship"),
    "kommune": _("Municipality"),
    "lov": _("Law"),
    "aktivitet": _("Programme or training"),
    "rettighet": _("Right and duty"),
    "rett_fra": _("First day of the right"),
    "frist_start": _("Last day to begin"),
    "tilbud_dato": _("Day of the offer"),
    "vedtak_dato": _("Day of the decision"),
    "start_dato": _("First day"),
    "planlagt_slutt": _("Planned end"),
    "slutt_dato": _("Ended on"),
    "sluttaarsak": _("Reason for the ending"),
    "fullfort": _("Carried through"),
    "utvidet": _("Extended"),
    "permisjon_dager": _("Days of leave in the year"),
    "permisjon_typer": _("Kinds of leave"),
    "fravar_gyldig_dager": _("Days of valid absence"),
    "fravar_ugyldig_dager": _("Days of absence without valid reason"),
    "timer_norsk": _("Hours of Norwegian in the year"),
    "timer_samfunnskunnskap": _("Hours of civics in the year"),
    "timer_kultur": _("Hours of culture and values in the year"),
    "tiltak": _("Kinds of measures in the year"),
}
REFUSALS: Mapping[type[Exception], Promise] = {
    actions.NotOverYet: _("The year is not over. It can be closed from 1 January."),
    actions.FrozenAlready: _("The year is closed already in this way, or it is final."),
    actions.ProvisionalFirst: _("Close the year as provisional first. The municipalities then have time to mend."),
    actions.ExpiresTooEarly: _("The last day must be after today."),
    actions.ApprovedByAnother: _("Someone else than who ordered the extract must decide."),
    NotOpen: _("The extract is not approved, or its time is over."),
    NoSuchRoad: _("The extract has moved on meanwhile. Look at it again."),
}
COLOURS = {
    ExtractStatus.ORDERED: "info",
    ExtractStatus.APPROVED: "success",
    ExtractStatus.REFUSED: "neutral",
    ExtractStatus.CLOSED: "neutral",
}


def refusal(error: Exception) -> str:
    """Why it could not be done, and what helps."""
    return str(REFUSALS[type(error)])


def kind_tag(row: FrozenYear) -> Tag:
    """Provisional or final."""
    return Tag(str(FrozenKind(row.kind).label), "success" if row.kind == FrozenKind.FINAL else "warning")


def status_tag(row: ResearchExtract) -> Tag:
    """How far an extract has come."""
    return Tag(str(ExtractStatus(row.status).label), COLOURS[ExtractStatus(row.status)])  # type: ignore[arg-type]
