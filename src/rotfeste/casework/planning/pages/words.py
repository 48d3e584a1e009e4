"""What pages say: refusals, statuses and years, in the reader's language."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.planning.actions.answering import MoreThanAsked, NotTheBudgetOfThisYear
from rotfeste.casework.planning.actions.asking import AnswerByHasPassed, NobodyToWriteTo, NoEstimate
from rotfeste.casework.planning.actions.estimating import BandOutOfOrder, NeedsReason, NothingChanged
from rotfeste.casework.planning.actions.rounds import (
    CriterionWithoutValues,
    MoreNamedThanAsked,
    NotADraft,
    TotalsDoNotAddUp,
    UnknownMunicipalities,
)
from rotfeste.casework.planning.models.round import Criterion
from rotfeste.casework.planning.rules.answering import Timing
from rotfeste.casework.planning.rules.apportioning import FloorTooHigh, NothingToDivideBy
from rotfeste.casework.planning.rules.distribution import FixedBeyondTotal, Pair
from rotfeste.casework.planning.states import RoundStatus
from rotfeste.foundation.access.doorway import Request
from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.foundation.ui.components import Colour, Tag
from rotfeste.registers.capacity.actions import (
    DecidedInTheFuture,
    DistrictsBeyondMunicipality,
    DocumentTooLarge,
    NotAPdf,
)

REFUSED = (
    AnswerByHasPassed,
    BandOutOfOrder,
    CriterionWithoutValues,
    DecidedInTheFuture,
    DistrictsBeyondMunicipality,
    DocumentTooLarge,
    FixedBeyondTotal,
    FloorTooHigh,
    MoreNamedThanAsked,
    MoreThanAsked,
    NeedsReason,
    NoEstimate,
    NoSuchRoad,
    NobodyToWriteTo,
    NotADraft,
    NotAPdf,
    NotTheBudgetOfThisYear,
    NothingChanged,
    NothingToDivideBy,
    TotalsDoNotAddUp,
    UnknownMunicipalities,
)
FIELD_OF: dict[type[Exception], str] = {
    AnswerByHasPassed: "answer_by",
    CriterionWithoutValues: "weight_population",
    DecidedInTheFuture: "decided_on",
    DocumentTooLarge: "document",
    FloorTooHigh: "floor",
    MoreNamedThanAsked: "always",
    MoreThanAsked: "ordinary",
    NeedsReason: "reason",
    NotAPdf: "document",
    NotTheBudgetOfThisYear: "on",
    NothingChanged: "reason",
    UnknownMunicipalities: "always",
}
"""The field that a refusal belongs to, where it is one."""
PLAIN: dict[type[Exception], Any] = {
    AnswerByHasPassed: lazy("The day to answer by must be after today."),
    DecidedInTheFuture: lazy("The council's decision cannot be dated after today."),
    DocumentTooLarge: lazy("The document is larger than 10 MB. Choose a smaller one."),
    NeedsReason: lazy("Municipalities that have been asked already need a reason why more are asked for."),
    NoEstimate: lazy("There is no estimate of the need for this year. Make one first."),
    NoSuchRoad: lazy("Someone else has moved the round on. Look at it again."),
    NotADraft: lazy("The round is approved and cannot be changed. Open it again first."),
    NotAPdf: lazy("This file is not a PDF. Choose the decision as a PDF."),
    NothingChanged: lazy("The numbers are the same as in the version before, so there is nothing new to save."),
    NothingToDivideBy: lazy(
        "The criteria with weight are zero for every municipality, so nothing can be divided by them."
    ),
}


def refusal(error: Exception) -> str:
    """Why something was not done, and how to mend it."""
    if type(error) in PLAIN:
        return str(PLAIN[type(error)])
    text, values = _told(error)
    return text % values


def _told(error: Any) -> tuple[str, dict[str, Any]]:
    match error:
        case TotalsDoNotAddUp():
            return _totals(error.found, error.wanted)
        case FloorTooHigh():
            return _(
                "The floors alone are %(floors)s places, but there are only %(total)s. Lower the floor or ask fewer."
            ), {"floors": error.floors, "total": error.total}
        case FixedBeyondTotal():
            return _(
                "The numbers set by hand are %(fixed)s places, but there are %(total)s to divide. Change some of them."
            ), {"fixed": error.fixed, "total": error.total}
        case UnknownMunicipalities():
            return _("No municipality has the number %(codes)s."), {"codes": ", ".join(error.codes)}
        case NobodyToWriteTo():
            return _("These municipalities have no user or no postal address, so no letter can be sent: %(codes)s."), {
                "codes": ", ".join(error.codes)
            }
        case CriterionWithoutValues():
            names = ", ".join(str(Criterion(key).label) for key in error.criteria)
            return _("No table gives values for: %(names)s. Hand in a table, or set the weight to 0."), {"names": names}
        case MoreNamedThanAsked():
            return _("You name %(named)s municipalities, but only %(count)s are to be asked."), {
                "named": error.named,
                "count": error.count,
            }
        case _:
            return _told_to_municipality(error)


def _told_to_municipality(error: Any) -> tuple[str, dict[str, Any]]:
    match error:
        case MoreThanAsked():
            return _(
                "The decision is %(ordinary)s ordinary places and %(minors)s for minors, but you are asked for"
                " %(asked_ordinary)s and %(asked_minors)s. Correct the numbers, or tick below that it is meant so."
            ), _both(error.decided, "") | _both(error.asked, "asked_")
        case DistrictsBeyondMunicipality():
            return _(
                "The city districts have %(ordinary)s ordinary places and %(minors)s for minors, but the council has"
                " decided %(decided_ordinary)s and %(decided_minors)s. Take some away from the districts."
            ), _both(Pair(*error.districts), "") | _both(Pair(*error.decided), "decided_")
        case NotTheBudgetOfThisYear():
            return _("The budget for %(year)s is treated in %(before)s. Choose a day in that year."), {
                "year": error.year,
                "before": error.year - 1,
            }
        case _:
            return _("The lowest, expected and highest numbers are not in order."), {}


def _both(pair: Pair, before: str) -> dict[str, Any]:
    return {f"{before}ordinary": pair.ordinary, f"{before}minors": pair.minors}


def _totals(found: Pair, wanted: Pair) -> tuple[str, dict[str, Any]]:
    return _(
        "The numbers do not add up: %(ordinary)s ordinary places of %(wanted_ordinary)s, and %(minors)s for minors of"
        " %(wanted_minors)s. Divide the difference over the others, or change a number."
    ), _both(found, "") | _both(wanted, "wanted_")


COLOURS: dict[str, Colour] = {
    RoundStatus.DRAFT: "neutral",
    RoundStatus.APPROVED: "info",
    RoundStatus.SENDING: "warning",
    RoundStatus.SENT: "success",
}
TIMINGS: dict[str, tuple[Any, Colour]] = {
    Timing.IN_TIME: (lazy("In good time"), "success"),
    Timing.SHORT: (lazy("Shortly before the budget"), "warning"),
    Timing.TOO_LATE: (lazy("Too late for the budget"), "danger"),
    Timing.NONE: (lazy("No figure yet"), "neutral"),
}


def status_tag(status: str) -> Tag:
    """A round's status."""
    return Tag(str(RoundStatus(status).label), COLOURS[status])


def timing_tag(timing: str) -> Tag:
    """How a figure came beside the budget."""
    text, colour = TIMINGS[timing]
    return Tag(str(text), colour)


def year_of(request: Request) -> int:
    """The year asked for in the address, or the year to come: that is what is planned."""
    said = request.GET.get("year", "")
    return int(said) if said.isdigit() and 2016 <= int(said) <= 2100 else next_year(request.today)


def next_year(today: date) -> int:
    """The year after a day's."""
    return today.year + 1
