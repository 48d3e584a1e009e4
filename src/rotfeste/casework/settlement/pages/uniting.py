"""The steps for families in which not all may settle: obstacles, and alternative placement."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rotfeste.casework.settlement import actions, forms, queries
from rotfeste.casework.settlement.models import AlternativePlacement, BlockedMember
from rotfeste.casework.settlement.pages.step import step
from rotfeste.foundation.access.actor import NotAllowed
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation


def _may_register(request: Request) -> None:
    if not (request.actor.may("settlement.map") or request.actor.may("settlement.request")):
        raise NotAllowed("settlement.map")


@requires("settlement.read")
def obstacle(request: Request, case_id: int) -> HttpResponse:
    """Register a member of the family who may not settle."""
    _may_register(request)
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    return step(
        request,
        view,
        form=forms.ObstacleForm,
        initial={"since_on": request.today},
        title=_("A member who may not settle"),
        text=_("Register each member of the family whose permit, or lack of one, gives no ground for settlement."),
        action=_("Register"),
        run=lambda given: actions.register_obstacle(
            case_id,
            relation=given["relation"],
            born_year=given["born_year"],
            obstacle=given["obstacle"],
            since_on=given["since_on"],
            today=request.today,
            actor=request.actor,
            version=given["version"],
        ),
        done=_("The family is now in the list of families in which not all may settle."),
    )


@requires("settlement.read")
def end_obstacle(request: Request, case_id: int, blocked_id: int) -> HttpResponse:
    """What held a member back has ended."""
    _may_register(request)
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    row = next((each for each in view.held_back if each.id == blocked_id), None)
    if row is None:
        raise BlockedMember.DoesNotExist
    return step(
        request,
        view,
        form=forms.EndObstacleForm,
        initial={"ended_on": request.today},
        title=_("The obstacle has ended"),
        text=f"{row.get_relation_display()}: {row.get_obstacle_display()}",
        action=_("Register"),
        run=lambda given: actions.end_obstacle(
            blocked_id,
            because=given["because"],
            ended_on=given["ended_on"],
            today=request.today,
            actor=request.actor,
        ),
        done=_("It is registered that the obstacle has ended."),
    )


@requires("settlement.request")
def ask_placement(request: Request, case_id: int) -> HttpResponse:
    """Ask the immigration authorities for an alternative placement."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    rows = Organisation.objects.filter(kind="municipality").order_by("name")
    standing = view.open_request.organisation_id if view.open_request else view.case.receiver_id
    return step(
        request,
        view,
        form=partial(forms.AskPlacementForm, organisations=[(str(row.id), row.name) for row in rows]),
        initial={"organisation": str(standing or "")},
        title=_("Ask for alternative placement"),
        text=_("Those without a permit may then live with the family, though they stay registered in reception."),
        action=_("Register that we have asked"),
        run=lambda given: actions.ask_for_placement(
            case_id,
            organisation_id=int(given["organisation"]),
            today=request.today,
            actor=request.actor,
            version=given["version"],
        ),
        done=_("It is registered that an alternative placement is asked for."),
    )


def _placement(view: queries.CaseView, placement_id: int) -> AlternativePlacement:
    row = next((each for each in view.placements if each.id == placement_id), None)
    if row is None:
        raise AlternativePlacement.DoesNotExist
    return row


@requires("settlement.request")
def answer_placement(request: Request, case_id: int, placement_id: int) -> HttpResponse:
    """Register the immigration authorities' answer."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    row = _placement(view, placement_id)

    def run(given: dict[str, Any]) -> object:
        return actions.placement_answered(
            row.id,
            agreed=given["agreed"] == "yes",
            reference=given["reference"],
            reason=given["reason"],
            today=request.today,
            actor=request.actor,
        )

    return step(
        request,
        view,
        form=forms.AnswerPlacementForm,
        initial={},
        title=_("The answer about alternative placement"),
        text=row.organisation.name,
        action=_("Register the answer"),
        run=run,
        done=_("The answer is registered, and the reception centre is told."),
    )


@requires("settlement.request")
def end_placement(request: Request, case_id: int, placement_id: int) -> HttpResponse:
    """The placement no longer applies."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    row = _placement(view, placement_id)
    return step(
        request,
        view,
        form=forms.ReasonForm,
        initial={},
        title=_("End the alternative placement"),
        text=row.organisation.name,
        action=_("End it"),
        danger=True,
        run=lambda given: actions.end_placement(
            row.id, reason=given["reason"], today=request.today, actor=request.actor
        ),
        done=_("The alternative placement has ended."),
    )
