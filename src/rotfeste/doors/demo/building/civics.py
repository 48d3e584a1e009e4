"""Courses in civics that two municipalities hold for each other's participants, digitally and in other languages."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from rotfeste.doors.demo.building.days import moment
from rotfeste.doors.demo.building.moves import FROM, TO
from rotfeste.doors.demo.building.organisations import made_up_number
from rotfeste.doors.demo.building.staff import acting
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.courses import actions as courses
from rotfeste.registers.courses import queries
from rotfeste.registers.courses.models import Course
from rotfeste.registers.courses.rules import weekly
from rotfeste.registers.courses.states import CourseShared
from rotfeste.registers.participants.models import Enrolment

PLATFORM = made_up_number(900_100)
LINK = "https://kurs.example/samfunnskunnskap"


@dataclass(frozen=True)
class Planned:
    """A course that is made up: who holds it, in which language, on which day of the week, from and until when."""

    code: str
    language: str
    name: str
    weekday: int
    starts_at: time
    hours: int
    begun: int
    """Days since it began; fewer than 0 is to come."""
    capacity: int
    shared: str
    seats: tuple[tuple[str, int], ...] = ()
    """How many seats which municipality has."""
    platform: str = ""


COURSES = (
    Planned(TO, "ar", "Samfunnskunnskap på arabisk", 1, time(10), 3, 55, 12, "country", ((TO, 2), (FROM, 2)), PLATFORM),
    Planned(FROM, "ti", "Samfunnskunnskap på tigrinja", 3, time(17), 2, 40, 4, "country", ((TO, 1), (FROM, 1))),
    Planned(TO, "so", "Samfunnskunnskap på somali", 2, time(12), 3, -20, 15, "county"),
)
PRESENT = (1, 1, 1, 0, 1, 1, Decimal("0.5"), 1, 1)
"""What part of each session is attended, in turn: most come, most of the time."""


def hold(until: date) -> int:
    """Three courses, with seats from two municipalities and attendance; the latest session is not reported yet."""
    return sum(_held(planned, until) for planned in COURSES)


def _held(planned: Planned, until: date) -> int:
    holder, begins = _adviser(planned.code), until - timedelta(days=planned.begun)
    ends = begins + timedelta(days=12 * 7)
    offered = courses.CourseOffered(
        planned.name,
        planned.language,
        planned.capacity,
        begins,
        ends,
        link=f"{LINK}/{planned.language}",
        contact="kursleder",
        shared=CourseShared(planned.shared),
        platform_number=planned.platform,
    )
    meetings = weekly([planned.weekday], planned.starts_at, Decimal(planned.hours), begins, ends)
    course = courses.make_course(offered, meetings, now=moment(min(begins, until)), actor=holder)
    taken = sum(_seats(course, code, many, begins) for code, many in planned.seats)
    if taken:
        _attended(course, until, _adviser(planned.code))
    return 1 + taken


def _seats(course: Course, code: str, many: int, begins: date) -> int:
    """Those who have been in training the longest, and are in no course yet."""
    adviser, taken = _adviser(code), 0
    rows = Enrolment.objects.visible_to(adviser).filter(activity="norwegian", status="running", started_on__lte=begins)
    for row in rows.filter(organisation_id__in=adviser.organisations).order_by("started_on", "id"):
        if taken == many:
            break
        try:
            courses.take_seat(course.id, row.id, now=moment(begins), actor=adviser)
        except courses.CannotAttend:
            continue
        taken += 1
    return taken


def _attended(course: Course, until: date, holder: Actor) -> None:
    """Every session but the latest is reported."""
    view = queries.course_of(course.id, actor=holder)
    past = [row for row in view.sessions if row.day < until][:-1]
    rows = [
        courses.Present(seat.code, session.id, session.hours * PRESENT[(3 * place + number) % len(PRESENT)])
        for place, seat in enumerate(view.seats)
        for number, session in enumerate(past)
    ]
    courses.report_attendance(course.id, rows, now=moment(until), actor=holder)


def _adviser(code: str) -> Actor:
    """The programme adviser of a municipality acts from now on."""
    return acting(f"demo:municipality-{code}:programme")
