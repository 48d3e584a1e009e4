"""The municipality's steps: answer, agree on a day, register as moved in."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rotfeste.casework.settlement import actions, forms, queries
from rotfeste.casework.settlement.pages.directing import with_reason
from rotfeste.casework.settlement.pages.housing.choosing import fitting
from rotfeste.casework.settlement.pages.step import step
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation


@requires("settlement.answer")
def accept(request: Request, case_id: int) -> HttpResponse:
    """Say yes to receive the household."""
    actor = request.actor
    view = queries.case_view(case_id, today=request.today, actor=actor)
    own = Organisation.objects.filter(id__in=actor.organisations).order_by("parent_id", "name")
    districts = [(str(row.id), row.name) for row in own]
    dwellings = fitting(view, request)

    def run(given: dict[str, Any]) -> object:
        return actions.accept(
            case_id,
            places_ready_on=given["places_ready_on"],
            district_id=int(given["district"]) if given.get("district") else None,
            dwelling_id=int(given["dwelling"]) if given.get("dwelling") else None,
            mapping_rating=given["mapping_rating"],
            text=given["text"],
            today=request.today,
            actor=actor,
            version=given["version"],
        )

    return step(
        request,
        view,
        form=lambda *args, **options: forms.AcceptForm(
            *args, districts=districts if len(districts) > 1 else None, dwellings=dwellings, **options
        ),
        initial={"places_ready_on": request.today, "district": str(actor.organisation_id)},
        title=_("Say yes to receive the household"),
        text=_("The directorate then makes the decision, and you agree on a day to move."),
        action=_("Say yes"),
        run=run,
        done=_("You have said yes. The directorate makes the decision."),
    )


@requires("settlement.answer")
def decline(request: Request, case_id: int) -> HttpResponse:
    """Say no, with a reason."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    return step(
        request,
        view,
        form=forms.DeclineForm,
        initial={},
        title=_("Say no to receive the household"),
        text=_("You no longer see the household after this."),
        action=_("Say no"),
        danger=True,
        run=lambda given: actions.decline(
            case_id,
            reason=given["reason"],
            text=given["text"],
            mapping_rating=given["mapping_rating"],
            today=request.today,
            actor=request.actor,
            version=given["version"],
        ),
        done=_("You have said no, and the directorate asks another municipality."),
    )


@requires("settlement.answer")
def take_back(request: Request, case_id: int) -> HttpResponse:
    """Take back the yes before the decision."""
    return with_reason(
        request,
        case_id,
        actions.take_back,
        title=_("Take back the yes"),
        text=_("The household is then without a municipality again, and you no longer see it."),
        action=_("Take back"),
        done=_("You have taken back your yes."),
    )


@requires("settlement.move")
def agree_move(request: Request, case_id: int) -> HttpResponse:
    """The agreed day to move."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    return step(
        request,
        view,
        form=forms.MoveForm,
        initial={"move_on": view.case.agreed_move_on},
        title=_("Agree on a day to move"),
        text=_("The reception centre is told."),
        action=_("Save the day"),
        run=lambda given: actions.agree_move(
            case_id, move_on=given["move_on"], today=request.today, actor=request.actor, version=given["version"]
        ),
        done=_("The day is saved, and the reception centre is told."),
    )


@requires("settlement.move")
def moved_in(request: Request, case_id: int) -> HttpResponse:
    """Register that people have moved in: everyone with one click, or those who are ticked."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    people = [(str(row.person_id), row.person.full_name) for row in view.not_moved]
    return step(
        request,
        view,
        form=lambda *args, **options: forms.MovedInForm(*args, people=people, **options),
        initial={
            "moved_in_on": min(view.case.agreed_move_on or request.today, request.today),
            "people": [key for key, _name in people],
        },
        title=_("Register as moved in"),
        text=_("Your municipality is responsible for those who are ticked from this day."),
        action=_("Register as moved in"),
        run=lambda given: actions.moved_in(
            case_id,
            moved_in_on=given["moved_in_on"],
            person_ids=[int(key) for key in given["people"]],
            today=request.today,
            actor=request.actor,
            version=given["version"],
        ),
        done=_("Registered. You are responsible for them from the day they moved in."),
    )
