"""What an actor can do with a case where it stands: one table, read from the top, the usual step first."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.settlement.queries import CaseView
from rotfeste.casework.settlement.states import CASE_ROADS, CaseStatus, InterviewStatus, TravelStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.persons.rules import Group

Fits = Callable[[CaseView, Actor], bool]
WRITABLE = (InterviewStatus.DUE, InterviewStatus.DRAFT, InterviewStatus.RETURNED)
SENT_IN = (InterviewStatus.SUBMITTED, InterviewStatus.APPROVED)


@dataclass(frozen=True)
class Step:
    """One step: where it leads, the permission it needs, and when it fits. `main` is what one usually does."""

    address: str
    label: Promise
    permission: str
    fits: Fits
    main: bool = False


def stands(*statuses: str) -> Fits:
    """The case stands at one of these."""
    return lambda view, actor: view.case.status in statuses


def asked(*statuses: str) -> Fits:
    """The actor's own organisation is the one that is asked, and the case stands at one of these."""
    return lambda view, actor: (
        view.case.status in statuses
        and view.open_request is not None
        and view.open_request.organisation_id in actor.organisations
    )


def receives(view: CaseView, actor: Actor) -> bool:
    """The actor's own organisation receives the household, and the decision is made."""
    return view.case.status == CaseStatus.DECIDED and view.case.receiver_id in actor.organisations


def comes(view: CaseView, actor: Actor) -> bool:
    """The household is on its way to the actor's own organisation."""
    on_way = view.case.status in (CaseStatus.ACCEPTED, CaseStatus.DECIDED)
    return on_way and view.case.receiver_id in actor.organisations


def writable(view: CaseView, actor: Actor) -> bool:
    """The interview can be written."""
    return view.waiting and view.interview.status in WRITABLE


def returnable(view: CaseView, actor: Actor) -> bool:
    """The interview can be sent back."""
    return view.waiting and view.interview.status in SENT_IN


def closable(view: CaseView, actor: Actor) -> bool:
    """A road leads from here to closed."""
    return CaseStatus.CLOSED in CASE_ROADS[view.case.status]


def resettles(view: CaseView, actor: Actor) -> bool:
    """The household comes directly from abroad, and has not come yet."""
    return view.case.resettlement and view.waiting


def can_travel(view: CaseView, actor: Actor) -> bool:
    """A municipality has said yes, and the dossier is there."""
    return view.dossier is not None and view.case.status in (CaseStatus.ACCEPTED, CaseStatus.DECIDED)


def planned(view: CaseView, actor: Actor) -> bool:
    """A journey is planned or confirmed."""
    return view.dossier is not None and view.dossier.travel in (TravelStatus.PLANNED, TravelStatus.CONFIRMED)


def to_confirm(view: CaseView, actor: Actor) -> bool:
    """A planned journey awaits the actor's own municipality."""
    return (
        view.dossier is not None
        and view.dossier.travel == TravelStatus.PLANNED
        and view.case.receiver_id in actor.organisations
    )


def to_arrive(view: CaseView, actor: Actor) -> bool:
    """The household travels to the actor's own municipality, and the decision is made."""
    return receives(view, actor) and view.dossier is not None and view.dossier.travel == TravelStatus.CONFIRMED


def may_have_others(view: CaseView, actor: Actor) -> bool:
    """A family that waits in a reception centre."""
    return view.waiting and not view.case.resettlement and view.case.group == Group.FAMILY_WITH_CHILDREN


def to_unite(view: CaseView, actor: Actor) -> bool:
    """Someone is held back, and nothing is asked for or agreed."""
    return view.waiting and bool(view.held_back) and view.placement is None


C = CaseStatus
STEPS = (
    Step("settlement:interview", _("Write the interview"), "settlement.map", writable, main=True),
    Step("settlement:invite", _("Invite to the interview"), "settlement.map", writable),
    Step("settlement:approve", _("Approve the interview"), "settlement.approve_mapping", stands(C.CHECK), main=True),
    Step("settlement:ask", _("Ask a municipality"), "settlement.request", stands(C.READY), main=True),
    Step("settlement:accept", _("Say yes"), "settlement.answer", asked(C.REQUESTED), main=True),
    Step("settlement:decline", _("Say no"), "settlement.answer", asked(C.REQUESTED)),
    Step("settlement:decide", _("Make the decision"), "settlement.decide", stands(C.ACCEPTED), main=True),
    Step("settlement:confirm_travel", _("Confirm the journey"), "settlement.move", to_confirm, main=True),
    Step("settlement:arrived", _("Register as arrived"), "settlement.move", to_arrive, main=True),
    Step("settlement:moved_in", _("Register as moved in"), "settlement.move", receives, main=True),
    Step("settlement:agree_move", _("Agree on a day to move"), "settlement.move", receives),
    Step("settlement:plan_travel", _("Plan the journey"), "settlement.request", can_travel),
    Step("settlement:cancel_travel", _("Call the journey off"), "settlement.request", planned),
    Step("settlement:dossier", _("Register the dossier"), "settlement.request", resettles),
    Step("settlement:medical_place", _("Give a medical place"), "settlement.request", resettles),
    Step("settlement:choose_dwelling", _("Choose a dwelling"), "settlement.answer", comes),
    Step("settlement:take_back", _("Take back the yes"), "settlement.answer", asked(C.ACCEPTED)),
    Step("settlement:withdraw", _("Withdraw the request"), "settlement.request", stands(C.REQUESTED, C.ACCEPTED)),
    Step("settlement:obstacle", _("Register a member who may not settle"), "settlement.map", may_have_others),
    Step("settlement:obstacle", _("Register a member who may not settle"), "settlement.request", may_have_others),
    Step("settlement:ask_placement", _("Ask for alternative placement"), "settlement.request", to_unite),
    Step("settlement:send_back", _("Send the interview back"), "settlement.return_mapping", returnable),
    Step("settlement:annul", _("Annul the decision"), "settlement.decide", stands(C.DECIDED)),
    Step("settlement:close", _("Close the case"), "settlement.decide", closable),
)


def next_steps(view: CaseView, actor: Actor) -> list[dict[str, object]]:
    """The steps that fit, for the case page."""
    return [
        {"url": reverse(step.address, args=[view.case.id]), "label": step.label, "main": step.main}
        for step in STEPS
        if actor.may(step.permission) and step.fits(view, actor)
    ]
