"""Steps while the programme runs: measures, absence, leave, interruption, extension, ending."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rotfeste.casework.qualification import actions, forms, queries
from rotfeste.casework.qualification.pages.deciding import now_of
from rotfeste.casework.qualification.pages.step import step
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants.models import Enrolment
from rotfeste.registers.participants.queries import enrolment_of, measure_of
from rotfeste.registers.participants.rules.answer import add_months
from rotfeste.registers.participants.states import Activity


def own_enrolment(request: Request, enrolment_id: int) -> Enrolment:
    """One enrolment of the own organisation. Raises Enrolment.DoesNotExist."""
    row = enrolment_of(enrolment_id, actor=request.actor)
    if row.organisation_id not in request.actor.organisations:
        raise Enrolment.DoesNotExist
    return row


@requires("qualification.decide")
def measure(request: Request, enrolment_id: int) -> HttpResponse:
    """A measure is added to the programme."""
    row = own_enrolment(request, enrolment_id)
    last = row.until_on - timedelta(days=1) if row.until_on else None
    return step(
        request,
        row.person_id,
        forms.MeasureForm,
        initial={"from_on": max(row.started_on, request.today), "last_day": last},
        title=_("Add a measure"),
        text=_("The measure lies inside the period of the decision."),
        action=_("Save the measure"),
        done=_("The measure is saved."),
        run=lambda form: register.register_measure(
            enrolment_id,
            form.cleaned_data["kind"].id,
            **form.period,
            hours_week=form.cleaned_data["hours_week"],
            place=form.cleaned_data["place"],
            now=now_of(request),
            actor=request.actor,
        ),
    )


@requires("qualification.decide")
def end_measure(request: Request, measure_id: int) -> HttpResponse:
    """A measure ends before its time."""
    row = measure_of(measure_id, actor=request.actor)
    return step(
        request,
        row.person_id,
        forms.LastDayForm,
        initial={"last_day": request.today},
        title=_("End the measure"),
        text=_(
            "A measure that would not have begun is taken away. A practice place that is booked for it is free again."
        ),
        action=_("End the measure"),
        done=_("The measure is ended."),
        run=lambda form: actions.end_measure(
            measure_id, until_on=form.cleaned_data["last_day"] + timedelta(days=1), actor=request.actor
        ),
    )


@requires("qualification.decide")
def leave(request: Request, enrolment_id: int) -> HttpResponse:
    """Leave is granted, and the programme lasts so much longer."""
    row = own_enrolment(request, enrolment_id)
    return step(
        request,
        row.person_id,
        forms.LeaveForm,
        title=_("Grant leave"),
        text=_("The programme or training, and its decision, last as many days longer as the leave."),
        action=_("Grant the leave"),
        done=_("The leave is granted, and the end is moved as many days."),
        back="participant" if row.activity == Activity.PROGRAMME else "training",
        run=lambda form: register.grant_leave(
            enrolment_id,
            form.cleaned_data["kind"],
            **form.period,
            child_born_on=form.cleaned_data["child_born_on"],
            granted_on=request.today,
            now=now_of(request),
            actor=request.actor,
        ),
    )


@requires("qualification.decide")
def absence(request: Request, enrolment_id: int) -> HttpResponse:
    """Absence is registered."""
    row = own_enrolment(request, enrolment_id)
    return step(
        request,
        row.person_id,
        forms.AbsenceForm,
        initial={"from_on": request.today, "last_day": request.today, "children": 1},
        title=_("Register absence"),
        text=_("Absence without valid reason reduces the benefit."),
        action=_("Save the absence"),
        done=_("The absence is registered."),
        run=lambda form: register.register_absence(
            enrolment_id,
            form.cleaned_data["kind"],
            **form.period,
            hours=form.cleaned_data["hours"],
            children=form.cleaned_data["children"] or 1,
            alone=form.cleaned_data["alone"],
            now=now_of(request),
            actor=request.actor,
        ),
    )


@requires("qualification.decide")
def interrupt(request: Request, enrolment_id: int) -> HttpResponse:
    """The programme stands still."""
    row = own_enrolment(request, enrolment_id)
    return step(
        request,
        row.person_id,
        forms.InterruptForm,
        initial={"from_on": request.today},
        title=_("Interrupt the programme"),
        text=_("No benefit is paid while the programme stands still."),
        action=_("Interrupt"),
        danger=True,
        done=_("The programme is interrupted."),
        run=lambda form: actions.interrupt_programme(enrolment_id, actor=request.actor, **form.cleaned_data),
    )


@requires("qualification.decide")
def resume(request: Request, enrolment_id: int) -> HttpResponse:
    """The programme goes on."""
    row = own_enrolment(request, enrolment_id)
    return step(
        request,
        row.person_id,
        forms.ResumeForm,
        initial={"on": request.today},
        title=_("Go on with the programme"),
        action=_("Go on"),
        done=_("The programme goes on."),
        run=lambda form: actions.resume_programme(enrolment_id, actor=request.actor, **form.cleaned_data),
    )


@requires("qualification.decide")
def extend(request: Request, enrolment_id: int) -> HttpResponse:
    """More months, by a decision of its own."""
    row = own_enrolment(request, enrolment_id)
    last = add_months(row.until_on, 12) - timedelta(days=1) if row.until_on else None
    return step(
        request,
        row.person_id,
        forms.ExtensionForm,
        initial={"last_day": last},
        title=_("Extend the programme"),
        text=_("The person gets a letter with the reasons, the section of the law and the right to complain."),
        action=_("Extend and send the letter"),
        done=_("The programme is extended, and the letter is on its way."),
        run=lambda form: actions.extend_programme(
            enrolment_id,
            until_on=form.cleaned_data["last_day"] + timedelta(days=1),
            reasons=form.cleaned_data["reasons"],
            now=now_of(request),
            actor=request.actor,
        ),
    )


@requires("qualification.decide")
def end(request: Request, enrolment_id: int) -> HttpResponse:
    """The programme is over, and the certificate is written."""
    row = own_enrolment(request, enrolment_id)
    over = row.until_on is not None and request.today >= row.until_on
    last = row.until_on - timedelta(days=1) if over and row.until_on else request.today
    goals = queries.goals_of(row, actor=request.actor)
    return step(
        request,
        row.person_id,
        partial(forms.EndForm, goals=goals),
        initial={"last_day": last, "reason": "not_registered"},
        title=_("End the programme"),
        text=_(
            "The person gets a certificate of participation. Measures end on the same day. Say how far the goals of"
            " the plan were reached. What you do not assess now can be assessed later; until then it counts as not"
            " assessed."
        ),
        action=_("End and send the certificate"),
        done=_("The programme is ended, and the certificate is on its way."),
        run=lambda form: actions.end_programme(
            enrolment_id,
            last_day=form.cleaned_data["last_day"],
            reason=form.cleaned_data["reason"],
            completed=form.cleaned_data["completed"] == "yes",
            remark=form.cleaned_data["remark"],
            goals=form.assessed,
            now=now_of(request),
            actor=request.actor,
        ),
    )


@requires("qualification.decide")
def goals(request: Request, enrolment_id: int) -> HttpResponse:
    """How far the goals were reached is said after the ending, or corrected."""
    row = own_enrolment(request, enrolment_id)
    if row.ended_on is None:
        raise Enrolment.DoesNotExist
    found = queries.results_of(row.id, actor=request.actor)
    initial: dict[str, Any] = {f"goal_{each.place}": each.reached for each in found}
    initial |= {f"goal_{each.place}_reason": each.reason for each in found}
    return step(
        request,
        row.person_id,
        partial(forms.GoalsForm, goals=queries.goals_of(row, actor=request.actor)),
        initial=initial,
        title=_("How far the goals were reached"),
        text=_("The goals as they stood in the plan. A goal that was not reached has a reason."),
        action=_("Save"),
        done=_("How far the goals were reached is saved."),
        run=lambda form: actions.assess_goals(enrolment_id, form.assessed, now=now_of(request), actor=request.actor),
    )


@requires("qualification.decide")
def reason(request: Request, enrolment_id: int) -> HttpResponse:
    """The main activity at the end is registered later, or corrected."""
    row = own_enrolment(request, enrolment_id)
    return step(
        request,
        row.person_id,
        forms.ReasonForm,
        title=_("Correct the reason for the ending"),
        action=_("Save"),
        done=_("The reason is saved."),
        run=lambda form: register.correct_reason(enrolment_id, reason=form.cleaned_data["reason"], actor=request.actor),
    )
