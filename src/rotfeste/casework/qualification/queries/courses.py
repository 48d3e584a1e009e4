"""Questions about courses for participants: which suit someone, and what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.ui.components import Task
from rotfeste.registers.courses import queries as courses
from rotfeste.registers.courses.queries import CourseView
from rotfeste.registers.courses.rules import why_not
from rotfeste.registers.participants.models import Enrolment


@dataclass(frozen=True)
class FreeCourse:
    """A course that is not over, and how it suits someone: in a language they speak, and whether they may."""

    view: CourseView
    spoken: bool
    why_not: str
    """Why they may not take a seat, as a code; empty where they may."""


def courses_for(
    enrolment: Enrolment, languages: Iterable[str], *, today: date, actor: Actor, most: int = 30
) -> list[FreeCourse]:
    """Courses for someone: those that they may take and in their own language first, then the soonest."""
    spoken = set(languages)
    held = [
        view for view in courses.courses(actor=actor, on=today) if view.course.is_held and view.course.until_on > today
    ]
    shown = sorted(held, key=lambda view: (view.course.language not in spoken, view.course.from_on))[:most]
    wishes = courses.wishes_of([view.course for view in shown], enrolment, today=today, actor=actor)
    found = [
        FreeCourse(view, view.course.language in spoken, why_not(wishes[view.course.id]) or _full(view))
        for view in shown
    ]
    return sorted(found, key=lambda row: (bool(row.why_not), not row.spoken, row.view.course.from_on))


def _full(view: CourseView) -> str:
    return "" if view.free else "no_more_seats_than_there_are"


def course_tasks(actor: Actor, today: date) -> Iterable[Task]:
    """What waits: sessions that are past without attendance, and hours that could not be registered."""
    if not actor.may("courses.register"):
        return []
    found = courses.waiting(today=today, actor=actor)
    return [
        Task(
            _("Course sessions without attendance"),
            found.sessions,
            f"{reverse('qualification:courses')}?waits=attendance",
            2,
            _("Report who was there: then the hours are registered where each lives."),
        ),
        Task(
            _("Hours of courses that could not be registered"),
            found.hours,
            reverse("qualification:unregistered"),
            2,
            _("See why, and mend it. They are tried again every night."),
        ),
    ]
