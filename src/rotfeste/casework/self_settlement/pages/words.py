"""Words and colours for staff: statuses, checks, warnings and refusals."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.self_settlement.actions import ApplicationChanged
from rotfeste.casework.self_settlement.actions.applying import CannotApplyNow, NotOffered, NotWhole, OpenAlready
from rotfeste.casework.self_settlement.actions.clearing import StandsInTheWay
from rotfeste.casework.self_settlement.rules.clearing import FINE, LOOK, STOP
from rotfeste.casework.self_settlement.rules.documents import BadDocument
from rotfeste.casework.self_settlement.states import ApplicationStatus, ReportStatus
from rotfeste.casework.settlement.actions import ChangedMeanwhile
from rotfeste.casework.settlement.actions.requesting import InterviewReturned, NeedsReason, NoOwnDwelling, NotANeighbour
from rotfeste.casework.settlement.states import CaseStatus
from rotfeste.foundation.letters.rules import AddressMissing
from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.foundation.ui.components import Colour, Tag

COLOURS: dict[str, Colour] = {
    ApplicationStatus.DRAFT: "neutral",
    ApplicationStatus.SENT: "warning",
    ApplicationStatus.APPROVED: "info",
    ApplicationStatus.CLEARED: "success",
    ApplicationStatus.DECLINED: "danger",
    ApplicationStatus.REFUSED: "danger",
    ApplicationStatus.WITHDRAWN: "neutral",
}
REPORT_COLOURS: dict[str, Colour] = {
    ReportStatus.NEW: "warning",
    ReportStatus.TAKEN_UP: "info",
    ReportStatus.CLOSED: "neutral",
}
OUTCOMES: dict[str, tuple[Any, Colour]] = {
    FINE: (lazy("In order"), "success"),
    LOOK: (lazy("Look at this"), "warning"),
    STOP: (lazy("In the way"), "danger"),
}
CHECKS: dict[str, Any] = {
    "permit": lazy("Everyone has a permit that gives the right to be settled"),
    "waits": lazy("The household waits to be settled"),
    "interview": lazy("The settlement interview is sent in"),
    "other_request": lazy("No other municipality is asked"),
    "other_application": lazy("No other application is open"),
    "integration_centre": lazy("Does not live in an integration reception centre (rule of 2017)"),
    "minors_alone": lazy("Not an unaccompanied minor"),
    "held_back": lazy("Nobody in the household is held back"),
    "offered": lazy("The municipality has said that it takes part"),
    "places": lazy("The council's decision has room for everyone"),
}
BAD_DOCUMENTS: dict[str, Any] = {
    "empty": lazy("The file is empty."),
    "too_large": lazy("The file is larger than 5 MB."),
    "unknown_kind": lazy("The file is not a PDF, a JPEG or a PNG."),
}


def status_tag(status: str) -> Tag:
    """An application's status, with its colour."""
    return Tag(str(ApplicationStatus(status).label), COLOURS[status])


def report_tag(status: str) -> Tag:
    """A report's status, with its colour."""
    return Tag(str(ReportStatus(status).label), REPORT_COLOURS[status])


def outcome_tag(outcome: str) -> Tag:
    """How a point stands."""
    text, colour = OUTCOMES[outcome]
    return Tag(str(text), colour)


def _road(error: Any) -> str:
    labels = {row.value: row.label for kind in (CaseStatus, ReportStatus, ApplicationStatus) for row in kind}
    return _("This step cannot be taken now: it stands at «%(status)s».") % {"status": labels[error.now]}


def _changed(error: Any) -> str:
    return _(
        "Someone else changed the application while you were writing: it now stands at «%(status)s»."
        " What you wrote is kept below."
    ) % {"status": error.application.get_status_display()}


def _in_the_way(error: Any) -> str:
    return _("It cannot be cleared yet. In the way: %(points)s.") % {
        "points": "; ".join(str(CHECKS[row.code]) for row in error.found)
    }


REFUSALS: dict[type[Exception], Callable[[Any], str]] = {
    NoSuchRoad: _road,
    ApplicationChanged: _changed,
    StandsInTheWay: _in_the_way,
    NeedsReason: lambda error: _("Write a reason."),
    OpenAlready: lambda error: _("The household has an application that is not finished."),
    CannotApplyNow: lambda error: _("The household has a municipality already, or one is asked."),
    NotOffered: lambda error: _("This municipality has said that it does not take part."),
    NotWhole: lambda error: (
        _("Fill in everything about the dwelling first.") if error.what == "dwelling" else _("The contract is missing.")
    ),
    BadDocument: lambda error: str(BAD_DOCUMENTS[error.code]),
    ChangedMeanwhile: lambda error: _("Someone changed the settlement case just now. Try again."),
    InterviewReturned: lambda error: _("The settlement interview is not sent in."),
    NotANeighbour: lambda error: _("Residents of this integration centre are settled nearby by agreement."),
    NoOwnDwelling: lambda error: _("Residents of integration reception centres do not settle themselves."),
    AddressMissing: lambda error: _("A recipient has no postal address in Rotfeste, so the letter cannot be written."),
}
REFUSED = tuple(REFUSALS)


def refusal(error: Exception) -> str:
    """Why an action was refused, and what to do."""
    return REFUSALS[type(error)](error)
