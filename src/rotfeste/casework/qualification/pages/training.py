"""One participant's training in Norwegian and civics: the duty, hours, tests, goals, and what can be done now."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rotfeste.casework.qualification import queries
from rotfeste.casework.qualification.pages.calculator import tag_of
from rotfeste.casework.qualification.pages.courses import words as course_words
from rotfeste.casework.qualification.pages.participant import Next
from rotfeste.casework.qualification.queries import TrainingView
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui import charts
from rotfeste.foundation.ui.components import Colour, Tag
from rotfeste.registers.participants import words
from rotfeste.registers.participants.rules.answer import Category, Law
from rotfeste.registers.participants.rules.duty import LEVELS, SKILLS, Duty, Stand
from rotfeste.registers.participants.rules.entitlement import VERSION
from rotfeste.registers.participants.states import HoursKind, Level, Skill
from rotfeste.registers.persons.countries import language_name

COLOURS: dict[Stand, Colour] = {
    Stand.NONE: "neutral",
    Stand.NOT_YET: "info",
    Stand.FULFILLED: "success",
    Stand.EXEMPT: "success",
    Stand.ENDED: "neutral",
}


@requires("participants.read", "persons.read")
def training(request: Request, person_id: int) -> HttpResponse:
    """All about one participant's training."""
    view = queries.training_view(person_id, today=request.today, actor=request.actor)
    context = {
        "view": view,
        "tag": duty_tag(view.duty),
        "facts": facts_about(view),
        "next": next_steps(view),
        "parts": [(part, number_of(part.done)) for part in view.duty.parts if part.wanted],
        "ladder": ladder(view),
        "levels": [Level(level).label for level in LEVELS[1:]],
        "months": months(view) if view.file.hours else None,
        "courses": courses_of(view, request),
        "steps": [
            (*words.step_words(step), step.section.replace("§ ", "§\u00a0"), tag_of(step)) for step in view.duty.steps
        ],
        "answer": view.duty,
        "rules": VERSION,
        "own": request.actor.organisations if request.actor.may("qualification.decide") else (),
    }
    return render(request, "qualification/training.html", context)


def courses_of(view: TrainingView, request: Request) -> list[dict[str, Any]]:
    """The person's seats in courses, the hours of each, and whether the actor may leave it for them."""
    mine = request.actor.organisations if request.actor.may("courses.register") else ()
    return [
        {
            "row": row,
            "language": language_name(row.course.language),
            "tag": course_words.seat_tag(row.seat),
            "next": course_words.when(next(iter(row.to_come(request.today)), None)),
            "may_leave": row.seat.status == "taken" and row.seat.organisation_id in mine,
        }
        for row in view.seats
    ]


def number_of(hours: Decimal) -> int | float:
    """Hours without decimals, where they are whole."""
    return int(hours) if hours == int(hours) else float(hours)


def duty_tag(found: Duty) -> Tag:
    """How someone stands to the duty, in colour and text; too late is red."""
    if found.late and found.stand is Stand.NOT_YET:
        return Tag(_("Duty not fulfilled in time"), "danger")
    text = str(words.DUTIES[found.stand])
    if found.on is not None:
        text = f"{text} {date_format(found.on, 'SHORT_DATE_FORMAT')}"
    return Tag(text, COLOURS[found.stand])


def facts_about(view: TrainingView) -> list[tuple[str, str]]:
    """Law, right, track and languages, in a few lines."""
    right, chosen, offer = view.answer.norwegian, view.training, view.offer
    rows = [
        (_("Law"), str(words.LAWS[view.answer.law])),
        (_("Norwegian and civics"), str(words.CATEGORIES[right.category])),
    ]
    if right.from_on:
        rows.append((_("From"), date_format(right.from_on, "DATE_FORMAT")))
    if right.offer_by:
        rows.append((_("Training is offered no later than"), date_format(right.offer_by, "DATE_FORMAT")))
    if offer:
        said = offer.get_status_display()
        rows.append((_("Offer"), f"{date_format(offer.offered_on, 'DATE_FORMAT')}: {said}"))
    if right.done_by:
        rows.append((_("The duty is to be fulfilled by"), date_format(right.done_by, "DATE_FORMAT")))
    if view.enrolment:
        rows.append((_("First day in training"), date_format(view.enrolment.started_on, "DATE_FORMAT")))
        if view.enrolment.ended_on:
            last = view.enrolment.ended_on - timedelta(days=1)
            rows.append((_("Last day in training"), date_format(last, "DATE_FORMAT")))
    if chosen and chosen.track:
        rows.append((_("Track"), chosen.get_track_display()))
    if chosen and chosen.mother_tongue:
        rows.append((_("Mother tongue"), chosen.mother_tongue))
    if chosen and chosen.taught_in:
        rows.append((_("Language of instruction"), chosen.taught_in))
    rows += [(_("Class"), row.group.name) for row in view.classes if row.until_on is None]
    if view.behind:
        rows.append((_("Hours behind the plan"), str(view.behind)))
    for school in view.schools:
        rows.append((_("Full-time upper secondary education"), _period(school.from_on, school.until_on)))
    return rows


def _period(begins: date, over: date | None) -> str:
    last = date_format(over - timedelta(days=1), "DATE_FORMAT") if over else ""
    return f"{date_format(begins, 'DATE_FORMAT')} – {last}"


def next_steps(view: TrainingView) -> list[Next]:
    """What can be done with the training as it stands, the most likely first."""
    if not view.ours:
        return []

    def to(name: str, label: str, number: int | None = None, *, main: bool = False) -> Next:
        return Next(label, reverse(f"qualification:{name}", args=[number or view.person.id]), main)

    found, enrolment, offer = [], view.current, view.offer
    exam = to("exam", _("Register a test"))
    if enrolment is not None and enrolment.status != "ended":
        found = [
            to("hours", _("Register hours"), enrolment.id, main=True),
            exam,
            to("find_course", _("Find a course in civics")),
            to("track", _("Change track, goals or languages"), enrolment.id),
            to("leave", _("Grant leave"), enrolment.id),
            to("end_training", _("End the training"), enrolment.id),
        ]
    elif view.decision is not None and enrolment is None:
        found = [to("start_training", _("Register the start"), main=True), exam]
    elif offer is not None and offer.status == "open":
        found = [to("answer", _("Register the answer"), offer.id, main=True)]
    elif offer is not None and offer.status == "accepted" and enrolment is None:
        found = [to("decide_training", _("Make the decision"), main=True), exam]
    elif enrolment is None:
        found = [to("offer_training", _("Offer training"), main=True), to("refuse_training", _("Refuse a claim")), exam]
    else:
        found = [exam]
    if view.answer.law is Law.LAW_2003 and view.decision is not None:
        found.append(to("extra_hours", _("Give more hours")))
    if view.answer.law is Law.CHAPTER_6A and any(row.kind == "norwegian" for row in view.decisions):
        found.append(to("extend_training", _("Extend the training")))
    if view.answer.norwegian.category in (Category.RIGHT_AND_DUTY, Category.DUTY):
        found.append(to("exempt", _("Exempt from the duty")))
    if view.school is not None:
        found.append(to("end_school", _("End full-time upper secondary"), view.school.id))
    else:
        found.append(to("school", _("Register full-time upper secondary")))
    return found


def ladder(view: TrainingView) -> list[dict[str, Any]]:
    """The highest level reached in each skill, and the goal; a rung for each level."""
    right = view.answer.norwegian
    rows = []
    goals = view.training.goals if view.training else {}
    for skill in SKILLS:
        tests = [row for row in view.file.exams if row.skill == skill and row.level in LEVELS]
        best = max(tests, key=lambda row: (LEVELS.index(row.level), -row.taken_on.toordinal()), default=None)
        goal = goals.get(skill, right.goal_spoken if skill == "spoken" else right.goal_written)
        height = LEVELS.index(best.level) if best else 0
        rungs = [
            {"level": level, "reached": LEVELS.index(level) <= height, "goal": level == goal} for level in LEVELS[1:]
        ]
        rows.append({"name": Skill(skill).label, "best": best, "goal": goal, "rungs": rungs})
    return rows


def months(view: TrainingView) -> charts.Chart:
    """Hours by kind, and hours away, month by month."""
    kinds = {kind: str(words.KINDS[kind]) for kind in HoursKind if any(row.kind == kind for row in view.file.hours)}
    series: dict[str, dict[date, float]] = {name: {} for name in kinds.values()}
    away: dict[date, Decimal] = {}
    for row in view.file.hours:
        series[kinds[HoursKind(row.kind)]][row.month] = float(row.hours)
        away[row.month] = away.get(row.month, Decimal(0)) + row.absent_hours
    if any(away.values()):
        series[_("Away")] = {month: float(hours) for month, hours in away.items()}
    return charts.months(
        _("Hours month by month"),
        series,
        description=_("Hours of each kind that the person took part in each month, and hours away."),
        unit=_("hours"),
    )
