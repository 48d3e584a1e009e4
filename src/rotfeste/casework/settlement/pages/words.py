"""Words and colours for what the pages show: statuses, risks, reasons and refusals, in the reader's language."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext, ngettext_lazy

from rotfeste.casework.placement.rules import Reason
from rotfeste.casework.settlement.actions import ChangedMeanwhile
from rotfeste.casework.settlement.actions.answering import DistrictElsewhere
from rotfeste.casework.settlement.actions.deciding import FamilyWouldBePart, SomeoneHasMovedIn
from rotfeste.casework.settlement.actions.interviewing import (
    HeldInTheFuture,
    InvitedToThePast,
    NoConsent,
    NotComplete,
    OwnInterview,
)
from rotfeste.casework.settlement.actions.messages import EmptyMessage, NotAParty
from rotfeste.casework.settlement.actions.moving import NobodyToMove
from rotfeste.casework.settlement.actions.requesting import (
    InterviewReturned,
    NeedsReason,
    NoOwnDwelling,
    NotANeighbour,
)
from rotfeste.casework.settlement.actions.resettling import (
    NoDossier,
    NoMedicalPlaceLeft,
    NotResettlement,
    TravelsTooEarly,
)
from rotfeste.casework.settlement.actions.uniting import AskedForPlacement, NobodyHeldBack, NotThatLate
from rotfeste.casework.settlement.pages.housing.refusals import REFUSALS as HOUSING
from rotfeste.casework.settlement.rules.clocks import CannotMoveIn, Risk
from rotfeste.casework.settlement.rules.mapping import BY_KEY, WrongAnswer
from rotfeste.casework.settlement.states import CaseStatus, InterviewStatus, RequestStatus
from rotfeste.foundation.letters.rules import AddressMissing
from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.foundation.ui.components import Colour, Tag
from rotfeste.registers.persons.actions import ResponsibleElsewhere
from rotfeste.registers.persons.rules import Group

CASE_COLOURS: dict[str, Colour] = {
    CaseStatus.INTERVIEW_DUE: "warning",
    CaseStatus.CHECK: "warning",
    CaseStatus.READY: "info",
    CaseStatus.REQUESTED: "brand1",
    CaseStatus.ACCEPTED: "brand1",
    CaseStatus.DECIDED: "brand2",
    CaseStatus.SETTLED: "success",
    CaseStatus.CLOSED: "neutral",
}
REQUEST_COLOURS: dict[str, Colour] = {
    RequestStatus.SENT: "info",
    RequestStatus.ACCEPTED: "success",
    RequestStatus.DECLINED: "danger",
    RequestStatus.WITHDRAWN: "neutral",
}
RISK_TAGS: dict[str, tuple[Any, Colour]] = {
    Risk.LATE: (lazy("Past the target"), "danger"),
    Risk.SOON: (lazy("Within 30 days of the target"), "warning"),
    Risk.ON_TIME: (lazy("In good time"), "success"),
}


def case_tag(status: str) -> Tag:
    """A case's status, with its colour."""
    return Tag(str(CaseStatus(status).label), CASE_COLOURS[status])


def request_tag(status: str) -> Tag:
    """A request's status, with its colour."""
    return Tag(str(RequestStatus(status).label), REQUEST_COLOURS[status])


def risk_tag(risk: str) -> Tag:
    """How a household stands against its target."""
    text, colour = RISK_TAGS[risk]
    return Tag(str(text), colour)


def group_label(group: str, resettlement: bool = False) -> str:
    """The group, and whether the household comes directly from abroad."""
    label = str(Group(group).label)
    return _("%(group)s, resettlement refugee") % {"group": label} if resettlement else label


def days_left(days: int) -> str:
    """«12 days left» or «3 days over»."""
    if days < 0:
        return ngettext("%(days)s day over", "%(days)s days over", -days) % {"days": -days}
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


def some_days(days: int) -> str:
    """«1 day», «12 days»."""
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}


REASONS: dict[str, Any] = {
    "free_places": ngettext_lazy(
        "Has %(number)s free place this year", "Has %(number)s free places this year", "number"
    ),
    "dwelling_vacant": ngettext_lazy(
        "Has %(number)s vacant dwelling that would suit them",
        "Has %(number)s vacant dwellings that would suit them",
        "number",
    ),
    "ready_now": ngettext_lazy("%(number)s place is ready now", "%(number)s places are ready now", "number"),
    "nearby_by_agreement": lazy("Settles the residents of their integration centre by agreement"),
    "network_here": lazy("Near relatives live there"),
    "network_in_county": lazy("Near relatives live in the county"),
    "wished_for": lazy("The household wishes to live there"),
    "hospital": lazy("Central enough for the distance to hospital they need"),
    "far_from_hospital": lazy("May be too far from a hospital"),
    "manages_without_car": lazy("Easier without a car"),
    "often_declines": ngettext_lazy(
        "Has declined %(number)s request this year", "Has declined %(number)s requests this year", "number"
    ),
}


def reason_text(reason: Reason) -> str:
    """One reason in plain words."""
    return str(REASONS[reason.code] % {"number": reason.number})


def _road(error: Any) -> str:
    labels = {row.value: row.label for kind in (RequestStatus, InterviewStatus, CaseStatus) for row in kind}
    return _("This step cannot be taken now: it stands at «%(status)s».") % {"status": labels[error.now]}


def _meanwhile(error: Any) -> str:
    last = error.case.steps.order_by("-entered_at").first()
    return _(
        "%(who)s (%(organisation)s) changed the case while you were writing: it now stands at «%(status)s»."
        " What you wrote is kept below. Read the case before you send it again."
    ) % {"who": last.by_name, "organisation": last.by_organisation, "status": error.case.get_status_display()}


def _day(error: Any) -> str:
    day = {"day": error.limit.strftime("%d.%m.%Y")}
    if error.code == "before_decision":
        return _("Nobody can be registered before the decision, which was made on %(day)s.") % day
    return _("Nobody can be registered ahead of time: today is %(day)s.") % day


def _answer(error: Any) -> str:
    return _("The answer to «%(question)s» does not fit the question.") % {"question": BY_KEY[error.key].label}


REFUSALS: dict[type[Exception], Callable[[Any], str]] = {
    **HOUSING,
    NoSuchRoad: _road,
    ChangedMeanwhile: _meanwhile,
    CannotMoveIn: _day,
    WrongAnswer: _answer,
    NotANeighbour: lambda error: _(
        "Residents of this integration centre are settled nearby by agreement. Say why this municipality instead."
    ),
    NoOwnDwelling: lambda error: _("Residents of integration reception centres do not settle themselves."),
    FamilyWouldBePart: lambda error: _(
        "Some of the family may not settle, and no alternative placement there is agreed."
        " Ask for one, or confirm that the family knows that it will live apart."
    ),
    NotResettlement: lambda error: _("The household does not come directly from abroad."),
    NoDossier: lambda error: _("Register the dossier first."),
    NoMedicalPlaceLeft: lambda error: (
        _(
            "All %(places)s places for extensive medical needs in %(year)s are taken."
            " Choose another year, or free a place."
        )
        % {"places": error.places, "year": error.year}
    ),
    TravelsTooEarly: lambda error: _(
        "The journey must be planned to today or later, and arrival registered afterwards."
    ),
    NobodyHeldBack: lambda error: _("Everyone in the family may settle: there is nothing to agree on."),
    AskedForPlacement: lambda error: _("An alternative placement is asked for, or agreed, already."),
    NotThatLate: lambda error: _("The day must be today or earlier, and not before what it ends began."),
    NeedsReason: lambda error: _("Write a reason."),
    InterviewReturned: lambda error: _("The interview has been sent back and is not complete yet."),
    DistrictElsewhere: lambda error: _("The city district does not belong to your municipality."),
    SomeoneHasMovedIn: lambda error: _("The decision cannot be annulled: someone in the household has moved in."),
    NotComplete: lambda error: (
        _("%(share)s %% of the required questions are asked. At least 80 %% must be.")
        % {"share": round(error.share * 100)}
    ),
    NoConsent: lambda error: _("Register consent before you write about health."),
    OwnInterview: lambda error: _("Someone other than the one who sent the interview in must check it."),
    HeldInTheFuture: lambda error: _("The interview must be dated between the day the case was opened and today."),
    InvitedToThePast: lambda error: _("The day of the interview has gone. Choose today or later."),
    EmptyMessage: lambda error: _("Write a message."),
    NotAParty: lambda error: _("This organisation has no task in the case."),
    AddressMissing: lambda error: _("A recipient has no postal address in Rotfeste, so the letter cannot be written."),
    ResponsibleElsewhere: lambda error: _(
        "Another municipality is responsible for one of them on this day. Write to the directorate."
    ),
    NobodyToMove: lambda error: _("Everyone you chose is registered as moved in already."),
}
REFUSED = tuple(REFUSALS)


def refusal(error: Exception) -> str:
    """Why an action was refused, and what to do."""
    return REFUSALS[type(error)](error)
