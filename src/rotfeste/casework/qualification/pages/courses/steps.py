"""What is done with a course: sessions are added and removed, it is called off; a seat is taken, and left."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.qualification import actions, queries
from rotfeste.casework.qualification.forms import courses as forms
from rotfeste.casework.qualification.pages.courses import words
from rotfeste.casework.qualification.pages.courses.held import own_course
from rotfeste.casework.qualification.pages.deciding import now_of
from rotfeste.casework.qualification.words import REFUSED, refusal
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui import steps
from rotfeste.registers.courses import actions as register
from rotfeste.registers.courses import queries as register_of_courses
from rotfeste.registers.courses.actions import CannotAttend, CourseChanged, SeatChanged
from rotfeste.registers.courses.words import refusal as course_refusal
from rotfeste.registers.participants import words as participant_words
from rotfeste.registers.participants.actions import CannotRegister
from rotfeste.registers.participants.models import Enrolment
from rotfeste.registers.persons.countries import language_name

REFUSALS = steps.Refusals(
    REFUSED,
    refusal,
    newest={CourseChanged: lambda error: error.course.version, SeatChanged: lambda error: error.seat.version},
)
A_DAY = timedelta(days=1)


@requires("courses.register")
def add_sessions(request: Request, course_id: int) -> HttpResponse:
    """More sessions of a course."""
    row = own_course(request, course_id).course
    initial = {
        "version": row.version,
        "from_on": max(row.from_on, request.today),
        "last_day": row.last_day,
        "hours": 3,
    }
    form = forms.SessionsForm(steps.given(request), initial=initial)

    def run() -> object:
        given = form.cleaned_data
        meetings = form.meetings(given["from_on"], given["until_on"])
        return register.add_sessions(row.id, meetings, version=given["version"], actor=request.actor)

    return steps.page(
        request,
        form,
        run,
        REFUSALS,
        title=_("Add sessions"),
        text=_("Sessions that stand already are left as they are. They must be inside the period of the course."),
        action=_("Add"),
        done=_("The sessions are added."),
        back=reverse("qualification:course", args=[row.id]),
    )


@requires("courses.register")
def remove_session(request: Request, session_id: int) -> HttpResponse:
    """A session is not held after all."""
    row = register_of_courses.session_of(session_id, actor=request.actor)
    form = forms.CourseVersionForm(steps.given(request), initial={"version": row.course.version})
    return steps.page(
        request,
        form,
        lambda: register.remove_session(session_id, version=form.cleaned_data["version"], actor=request.actor),
        REFUSALS,
        title=_("Remove the session"),
        text=f"{row.course.name} · {words.when(row)}",
        action=_("Remove"),
        danger=True,
        done=_("The session is removed."),
        back=reverse("qualification:course", args=[row.course_id]),
    )


@requires("courses.register", "qualification.decide")
def call_off(request: Request, course_id: int) -> HttpResponse:
    """The course is held no more."""
    view = own_course(request, course_id)
    form = forms.CourseVersionForm(steps.given(request), initial={"version": view.course.version})

    def run() -> object:
        version = form.cleaned_data["version"]
        return actions.stop_course(course_id, now=now_of(request), version=version, actor=request.actor)

    return steps.page(
        request,
        form,
        run,
        REFUSALS,
        title=_("Call off the course"),
        text=_(
            "%(course)s. Seats that are taken (%(n)s) end today, and those who took them are told."
            " What was attended stands."
        )
        % {"course": view.course.name, "n": len(view.taken)},
        action=_("Call off"),
        danger=True,
        done=_("The course is called off."),
        back=reverse("qualification:course", args=[course_id]),
    )


@requires("courses.register", "qualification.decide")
def find_course(request: Request, person_id: int) -> HttpResponse:
    """The courses that someone can take a seat in, those in their own language first."""
    view = queries.training_view(person_id, today=request.today, actor=request.actor)
    enrolment = view.current
    if enrolment is None or enrolment.status == "ended" or not view.ours:
        raise Enrolment.DoesNotExist
    faults = []
    if request.method == "POST" and request.POST.get("course", "").isdigit():
        try:
            made = register.take_seat(
                int(request.POST["course"]), enrolment.id, now=now_of(request), actor=request.actor
            )
        except CannotAttend as error:
            faults.append(course_refusal(error.code))
        else:
            messages.success(
                request,
                _("The seat is taken. Its code is %(code)s; the participant sees it on their own page.")
                % {"code": made.seat.code},
            )
            return redirect("qualification:training", person_id)
    found = queries.courses_for(enrolment, view.person.languages, today=request.today, actor=request.actor)
    context = {
        "person": view.person,
        "speaks": ", ".join(language_name(code) for code in view.person.languages),
        "faults": faults,
        "found": [_shown(each, request) for each in found],
        "list_url": reverse("qualification:courses"),
    }
    return render(request, "qualification/find_course.html", context)


def _shown(each: queries.FreeCourse, request: Request) -> dict[str, Any]:
    left = each.view.to_come(request.today)
    return {
        "course": each.view.course,
        "language": language_name(each.view.course.language),
        "spoken": each.spoken,
        "tag": words.free_tag(each.view, request.today),
        "next": words.when(left[0] if left else None),
        "left": words.hours_words(sum((row.hours for row in left), start=left[0].hours * 0) if left else 0),
        "n": len(left),
        "why_not": course_refusal(each.why_not) if each.why_not else "",
    }


@requires("courses.register", "qualification.decide")
def leave_seat(request: Request, seat_id: int) -> HttpResponse:
    """Someone leaves a course."""
    row = register_of_courses.seat_of(seat_id, actor=request.actor)
    audit.read(request.actor, "courses.seats", subject_id=seat_id, persons=[row.person_id])
    initial = {"version": row.seat.version, "last_day": request.today}
    form = forms.LeaveSeatForm(steps.given(request), initial=initial)
    return steps.page(
        request,
        form,
        lambda: register.leave_seat(
            seat_id,
            until_on=form.until_on,
            version=form.cleaned_data["version"],
            now=now_of(request),
            actor=request.actor,
        ),
        REFUSALS,
        title=_("%(name)s leaves the course") % {"name": row.person.full_name},
        text=_("%(course)s. After the last day someone else can take the seat. What was attended stands.")
        % {"course": row.seat.course.name},
        action=_("Save"),
        done=_("The last day in the course is registered."),
        back=reverse("qualification:training", args=[row.person_id]),
    )


@requires("courses.register")
def unregistered(request: Request) -> HttpResponse:
    """Hours of courses that could not be registered, and why; a button to try again."""
    if request.method == "POST":
        left = register.try_again(now=now_of(request), actor=request.actor)
        if left:
            messages.warning(request, _("Some hours still cannot be registered. The reasons are below."))
        else:
            messages.success(request, _("All hours are registered."))
        return redirect("qualification:unregistered")
    rows = register_of_courses.unregistered(actor=request.actor)
    context = {
        "rows": [
            {
                "row": row,
                "kind": participant_words.KINDS[row.kind],
                "why": participant_words.refusal(CannotRegister(row.reason)),
                "hours": words.hours_words(row.hours),
                "away": words.hours_words(row.absent_hours),
            }
            for row in rows
        ]
    }
    return render(request, "qualification/unregistered.html", context)
