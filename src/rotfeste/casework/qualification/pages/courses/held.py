"""Courses in civics: the list, one course with its sessions and seats, and its description."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.qualification.forms import courses as forms
from rotfeste.casework.qualification.pages.courses import words
from rotfeste.casework.qualification.pages.deciding import now_of
from rotfeste.casework.qualification.pages.step import REFUSALS
from rotfeste.casework.qualification.words import REFUSED, refusal
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.places.rules import norwegian_key
from rotfeste.foundation.ui import steps
from rotfeste.foundation.ui.components import Tag
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.registers.courses import actions as register
from rotfeste.registers.courses import queries as register_of_courses
from rotfeste.registers.courses.models import Course
from rotfeste.registers.courses.queries import CourseView
from rotfeste.registers.persons.countries import language_name

CHANGED = steps.Refusals(REFUSED, refusal)


@requires("courses.read")
def courses(request: Request) -> HttpResponse:
    """All courses that the actor's participants may use."""
    rows = register_of_courses.courses(actor=request.actor, on=request.today)
    lacking: set[int] = set()
    if request.actor.may("courses.register"):
        past = register_of_courses.without_attendance(today=request.today, actor=request.actor)
        lacking = set(past.values_list("course_id", flat=True))
    page = ListPage(
        request,
        "qualification.courses",
        _("Courses in civics"),
        rows,
        _columns(request),
        filters=forms.CourseFilter,
        filter_options={"rows": rows, "waits": lambda row, _chosen: row.course.id in lacking},
        empty_title=_("No courses yet"),
        empty_text=_("Make a course: then participants here and in other municipalities can take part in it."),
    )
    context = {"may_register": request.actor.may("courses.register")}
    return page.respond("qualification/courses.html", context)


def _columns(request: Request) -> list[Column]:
    today = request.today
    return [
        Column(
            "name",
            lazy("Course"),
            lambda row: row.course.name,
            sort=lambda row: norwegian_key(row.course.name),
            url=lambda row: reverse("qualification:course", args=[row.course.id]),
        ),
        Column(
            "language",
            lazy("Language of instruction"),
            lambda row: language_name(row.course.language),
            sort=lambda row: norwegian_key(language_name(row.course.language)),
        ),
        Column(
            "holder",
            lazy("Who holds it"),
            lambda row: row.course.organisation.name,
            sort=lambda row: norwegian_key(row.course.organisation.name),
        ),
        Column(
            "next",
            lazy("Next session"),
            lambda row: words.when(row.next(today)),
            sort=lambda row: each.day if (each := row.next(today)) else date.max,
        ),
        Column(
            "hours",
            lazy("Hours in all"),
            lambda row: row.hours.normalize(),
            sort=lambda row: row.hours,
            kind="number",
        ),
        Column(
            "free",
            lazy("Seats"),
            lambda row: words.free_tag(row, today),
            sort=lambda row: (-row.free, norwegian_key(row.course.name)),
            kind="status",
        ),
    ]


@requires("courses.read")
def course(request: Request, course_id: int) -> HttpResponse:
    """One course: what it is, when it meets, who has seats, and what can be done."""
    actor = request.actor
    view = register_of_courses.course_of(course_id, actor=actor)
    owner = view.course.organisation_id in actor.organisations
    seats = [row for row in view.seats if owner or actor.in_directorate or row.organisation_id in actor.organisations]
    known = register_of_courses.seated([row.id for row in seats], actor=actor)
    reported = register_of_courses.attendance_in(course_id, actor=actor)
    done: dict[int, int] = {}
    for _seat, session_id in reported:
        done[session_id] = done.get(session_id, 0) + 1
    context = {
        "course": view.course,
        "language": language_name(view.course.language),
        "tag": words.free_tag(view, request.today),
        "facts": words.facts(view),
        "next": words.next_steps(view, actor, request.today),
        "seats": [
            {
                "row": row,
                "tag": words.seat_tag(row),
                "known": known.get(row.id),
                "hours": sum(each.hours for (seat_id, _session), each in reported.items() if seat_id == row.id),
                "may_leave": row.status == "taken"
                and row.organisation_id in actor.organisations
                and actor.may("courses.register"),
            }
            for row in seats
        ],
        "sessions": [_session(row, view, done, request.today, owner=owner) for row in view.sessions],
        "owner": owner and actor.may("courses.register"),
    }
    return render(request, "qualification/course.html", context)


def _session(row: Any, view: CourseView, done: dict[int, int], today: date, *, owner: bool) -> dict[str, Any]:
    """A session, and, for who holds the course, how many of the seats have attendance."""
    held = [seat for seat in view.seats if seat.status != "withdrawn" and seat.held_on(row.day)]
    tag = None
    if owner and held and row.day <= today:
        tag = Tag(
            _("%(done)s of %(all)s registered") % {"done": done.get(row.id, 0), "all": len(held)},
            "success" if done.get(row.id, 0) >= len(held) else "warning",
        )
    return {
        "row": row,
        "when": words.when(row),
        "hours": words.hours_words(row.hours),
        "tag": tag,
        "past": row.day < today,
        "may_remove": owner and not done.get(row.id) and view.course.is_held,
    }


@requires("courses.register")
def new_course(request: Request) -> HttpResponse:
    """A course is made, with a session on each chosen day of the week."""
    initial = {"from_on": request.today, "digital": "yes", "shared": "own", "capacity": 20, "hours": 3}
    form = forms.NewCourseForm(steps.given(request), initial=initial)

    def run() -> Course:
        offered = form.offered
        meetings = form.meetings(offered.from_on, offered.until_on)
        return register.make_course(offered, meetings, now=now_of(request), actor=request.actor)

    return steps.page(
        request,
        form,
        run,
        REFUSALS,
        title=_("New course"),
        text=_("Civics for participants here and elsewhere. Nothing you write here may name a private person."),
        action=_("Make the course"),
        done=_("The course is made, with its sessions."),
        back=reverse("qualification:courses"),
        after=lambda made: reverse("qualification:course", args=[made.id]),
    )


@requires("courses.register")
def change_course(request: Request, course_id: int) -> HttpResponse:
    """What is known about a course is changed."""
    row = own_course(request, course_id).course
    initial: dict[str, Any] = {name: getattr(row, name) for name in forms.CourseForm.base_fields if name in vars(row)}
    initial |= {"digital": "yes" if row.digital else "no", "last_day": row.last_day}
    form = forms.CourseForm(steps.given(request), initial=initial)

    def run() -> None:
        register.change_course(row.id, form.offered, version=form.cleaned_data["version"], actor=request.actor)

    if steps.done(request, form, run, CHANGED):
        messages.success(request, _("The course is changed."))
        return redirect("qualification:course", row.id)
    context = {
        "form": form,
        "title": _("Change the course"),
        "text": _("Sessions stand as they are: add more, or remove some, on the page of the course."),
        "action": _("Save"),
        "back_url": reverse("qualification:course", args=[row.id]),
    }
    return render(request, "ui/step.html", context)


def own_course(request: Request, course_id: int) -> CourseView:
    """A course that the own organisation holds. Raises Course.DoesNotExist."""
    view = register_of_courses.course_of(course_id, actor=request.actor)
    if view.course.organisation_id not in request.actor.organisations:
        raise Course.DoesNotExist
    return view
