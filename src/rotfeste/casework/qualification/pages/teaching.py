"""Steps in training: start, track, hours, tests, school, ending."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rotfeste.casework.qualification import actions, forms, queries
from rotfeste.casework.qualification.pages.benefits import month_words
from rotfeste.casework.qualification.pages.deciding import now_of
from rotfeste.casework.qualification.pages.running import own_enrolment
from rotfeste.casework.qualification.pages.step import step
from rotfeste.casework.qualification.rules.benefit import months_between
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Enrolment, MonthlyHours
from rotfeste.registers.participants.queries import school_of
from rotfeste.registers.participants.rules.hours import away_by_kind
from rotfeste.registers.participants.states import KINDS_OF, Activity


@requires("qualification.decide")
def start(request: Request, person_id: int) -> HttpResponse:
    """The first day in training, with track or goals."""
    view = queries.training_view(person_id, today=request.today, actor=request.actor)
    decision, right = view.decision, view.answer.norwegian
    law = decision.law if decision else view.answer.law.value
    written = {f"goal_{skill}": right.goal_written for skill in ("listening", "reading", "written")}

    def form(data: object, *, initial: dict[str, Any]) -> forms.StartTrainingForm:
        return forms.StartTrainingForm(data, initial=initial, law=law)

    return step(
        request,
        person_id,
        form,
        initial={
            "started_on": min(decision.from_on, request.today) if decision else request.today,
            "goal_spoken": right.goal_spoken,
            **written,
        },
        title=_("Register the start"),
        action=_("Register the start"),
        done=_("The start is registered."),
        run=lambda shown: actions.start_training(
            person_id,
            started_on=shown.cleaned_data["started_on"],
            now=now_of(request),
            actor=request.actor,
            **shown.chosen,
        ),
        back="training",
    )


def _own(request: Request, enrolment_id: int) -> Enrolment:
    row = own_enrolment(request, enrolment_id)
    if row.activity == Activity.PROGRAMME:
        raise Enrolment.DoesNotExist
    return row


@requires("qualification.decide")
def track(request: Request, enrolment_id: int) -> HttpResponse:
    """Track, goals and languages are changed."""
    row = _own(request, enrolment_id)
    known = queries.training_view(row.person_id, today=request.today, actor=request.actor).training
    law = row.decision.law if row.decision else ""

    def form(data: object, *, initial: dict[str, Any]) -> forms.TrainingForm:
        return forms.TrainingForm(data, initial=initial, law=law)

    names = [name for name in forms.TrainingForm.base_fields if known is not None]
    return step(
        request,
        row.person_id,
        form,
        initial={name: getattr(known, name) for name in names},
        title=_("Change track, goals or languages"),
        action=_("Save"),
        done=_("The change is saved."),
        run=lambda shown: register.register_training(
            enrolment_id, now=now_of(request), actor=request.actor, **shown.chosen
        ),
        back="training",
    )


@requires("qualification.decide")
def hours(request: Request, enrolment_id: int) -> HttpResponse:
    """One person's hours and absence of a month; what stood there is replaced."""
    row = _own(request, enrolment_id)
    over = min(request.today, row.ended_on or row.until_on or request.today)
    months = [(month.isoformat(), month_words(month)) for month in reversed(list(months_between(row.started_on, over)))]
    kinds = [(kind.value, str(kind.label)) for kind in KINDS_OF[row.activity]]

    def form(data: object, *, initial: dict[str, Any]) -> forms.MonthForm:
        return forms.MonthForm(data, initial=initial, months=months, kinds=kinds)

    return step(
        request,
        row.person_id,
        form,
        title=_("Register hours"),
        text=_("Hours that were taken part in, and hours away, in one month. What stood there is replaced."),
        action=_("Save the hours"),
        done=_("The hours are saved."),
        run=lambda shown: register.register_hours(
            rows_of(row, shown, participants.hours_in([row.id], shown.chosen, actor=request.actor)),
            now=now_of(request),
            actor=request.actor,
        ),
        back="training",
    )


def rows_of(row: Enrolment, shown: forms.MonthForm, saved: list[MonthlyHours]) -> list[register.Hours]:
    """What was filled in, as rows: absence stands with the main kind, but that from courses with its own.

    Where no absence is written, that from courses stands as it is.
    """
    main, *others = KINDS_OF[row.activity]
    before = {each.kind: each for each in saved}
    given = shown.number("absent"), shown.number("unexcused")
    from_courses = {each.kind: each.course_absent_hours for each in saved} if any(given) else {}
    absent = away_by_kind(main, *given, from_courses)
    found = [register.Hours(row.id, main, shown.chosen, shown.number(main), *absent[main])]
    for kind in others:
        hours, old = shown.number(kind), before.get(kind)
        if not hours and kind not in absent:
            continue
        away = (old.absent_hours, old.unexcused_hours) if old else (Decimal(0), Decimal(0))
        kept = old.hours if old and not hours else hours
        found.append(register.Hours(row.id, kind, shown.chosen, kept, *absent.get(kind, away)))
    return found


@requires("qualification.decide")
def exam(request: Request, person_id: int) -> HttpResponse:
    """The result of a test."""
    queries.training_view(person_id, today=request.today, actor=request.actor)
    return step(
        request,
        person_id,
        forms.ExamForm,
        initial={"taken_on": request.today},
        title=_("Register a test"),
        action=_("Save the result"),
        done=_("The result is saved."),
        run=lambda form: register.register_exam(
            person_id,
            form.cleaned_data["skill"],
            level=form.cleaned_data["level"],
            passed=form.cleaned_data["passed"] == "yes",
            taken_on=form.cleaned_data["taken_on"],
            now=now_of(request),
            actor=request.actor,
        ),
        back="training",
    )


@requires("qualification.decide")
def school(request: Request, person_id: int) -> HttpResponse:
    """Someone begins in full-time upper secondary education."""
    queries.training_view(person_id, today=request.today, actor=request.actor)
    return step(
        request,
        person_id,
        forms.SchoolForm,
        title=_("Register full-time upper secondary"),
        text=_("Those who complete it are counted as having fulfilled the duty to Norwegian; that reading is assumed."),
        action=_("Save"),
        done=_("The school is registered."),
        run=lambda form: register.begin_school(
            person_id, from_on=form.cleaned_data["from_on"], now=now_of(request), actor=request.actor
        ),
        back="training",
    )


@requires("qualification.decide")
def end_school(request: Request, school_id: int) -> HttpResponse:
    """Full-time upper secondary education is over."""
    row = school_of(school_id, actor=request.actor)
    return step(
        request,
        row.person_id,
        forms.EndSchoolForm,
        initial={"last_day": request.today},
        title=_("End full-time upper secondary"),
        action=_("Save"),
        done=_("The school is ended."),
        run=lambda form: register.end_school(
            school_id,
            last_day=form.cleaned_data["last_day"],
            completed=form.cleaned_data["completed"] == "yes",
            now=now_of(request),
            actor=request.actor,
        ),
        back="training",
    )


@requires("qualification.decide")
def end(request: Request, enrolment_id: int) -> HttpResponse:
    """Training is over."""
    row = _own(request, enrolment_id)
    return step(
        request,
        row.person_id,
        forms.EndTrainingForm,
        initial={"last_day": request.today, "reason": "not_registered"},
        title=_("End the training"),
        action=_("End the training"),
        done=_("The training is ended."),
        run=lambda form: actions.end_training(
            enrolment_id,
            last_day=form.cleaned_data["last_day"],
            reason=form.cleaned_data["reason"],
            completed=form.cleaned_data["completed"] == "yes",
            now=now_of(request),
            actor=request.actor,
        ),
        back="training",
    )
