"""The year's participants at true size: the register takes over what municipalities have in their own systems.

Who begins, when, and how it goes is drawn in `drawing/courses.py`, so that the register's own figures are the report's.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from rotfeste.doors.demo.building.placing import WORKER
from rotfeste.doors.demo.building.staff import acting
from rotfeste.doors.demo.drawing.courses import (
    MUNICIPALITIES,
    Already,
    Begun,
    Candidate,
    begins,
    movers,
    programme,
    training,
)
from rotfeste.doors.demo.drawing.figures import YEAR
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import system
from rotfeste.foundation.access.models import Organisation
from rotfeste.insight.extracts.format import line_of, values_of
from rotfeste.insight.extracts.rules import Line, first_day
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import MeasureKind
from rotfeste.registers.participants.rules.answer import add_months
from rotfeste.registers.persons import actions as persons_actions
from rotfeste.registers.persons import queries as persons

PROGRAMME, NORWEGIAN = "programme", "norwegian"
SECTIONS = {PROGRAMME: "introduksjonsloven §§ 2, 3 og 5", NORWEGIAN: "introduksjonsloven §§ 17 og 18"}
REASONS = "Personen er nyankommet flyktning, bosatt etter avtale, og har rett og plikt."
MONTHS = {PROGRAMME: 24, NORWEGIAN: 36}
TRACKS, SHARES = ("1", "2", "3", ""), (22, 32, 15, 31)
"""31 per cent stood on an unknown track in 2017 (IMDi, annual report 2017, section 3.2); the others are made up."""
A_DAY = timedelta(days=1)


def everyone_takes_part(until: date) -> int:
    """Draw what becomes of everyone with right and duty, and register it; returns how many courses there are."""
    made = 0
    _move_some(until)
    for activity, draw in ((NORWEGIAN, training), (PROGRAMME, programme)):
        free, already = _known(activity)
        made += _take_over(draw(free, already, until), activity, until)
    return made


def _known(activity: str) -> tuple[list[Candidate], Already]:
    """Who has not begun, and what is registered before the drawing."""
    with walls.counting(system("demo"), national=True) as counter:
        rows = [row for row in participants.year_lines(YEAR, actor=counter) if row.activity == activity]
        people = [row.person.id for row in rows]
        settled = persons.first_settled(people, actor=counter)
    codes = dict(Organisation.objects.exclude(place_code=None).values_list("id", "place_code"))
    places = {key: code or "" for key, code in codes.items()}
    seen = set(persons.persons_by_id(people, actor=acting("demo:directorate:adviser-1")))
    free, others = [], []
    for row in rows:
        line = line_of(values_of(YEAR, row, places))
        ready = row.person.id in seen and row.begin_by is not None and row.organisation_id in places
        if line.category == "right_and_duty" and line.started_on is None and ready and row.begin_by is not None:
            free.append(
                Candidate(
                    row.person.id,
                    places[row.organisation_id or 0],
                    line.sex,
                    max(settled[row.person.id], add_months(row.begin_by, -3)),
                    row.begin_by,
                    _in_cohort(line),
                )
            )
        else:
            others.append(line)
    return free, _already(others)


def _in_cohort(line: Line) -> bool:
    """Whether the report follows this person: see `insight.extracts.rules`."""
    if line.right_from is None or line.category != "right_and_duty":
        return False
    if line.activity == NORWEGIAN:
        return line.right_from.year == YEAR - 1
    return date(YEAR - 1, 10, 1) <= line.right_from < date(YEAR, 10, 1)


def _already(lines: list[Line]) -> Already:
    cohort = [line for line in lines if _in_cohort(line)]
    started = {id(line): first_day(line) if line.activity == PROGRAMME else line.started_on for line in cohort}
    here = [line for line in lines if line.took_part(YEAR)]
    ended = [line for line in lines if line.ended_in(YEAR)]
    return Already(
        cohort=len(cohort),
        in_three=sum(line.begun_within(3, started[id(line)]) for line in cohort),
        in_six=sum(line.begun_within(6, started[id(line)]) for line in cohort),
        participants=[(line.municipality, line.sex, line.leave_days > 0, line.extended) for line in here],
        ended=len(ended),
        to_work=sum(line.reason in ("work", "education") for line in ended),
    )


def _move_some(until: date) -> None:
    """Some have moved on to municipalities where nobody else takes part: then the report's number has participants."""
    free, already = _known(PROGRAMME)
    taken = {row[0] for row in already.participants} | {row.organisation[:4] for row in free if begins(row, until)}
    places = Organisation.objects.filter(kind="municipality").exclude(place_code=None)
    others = sorted(code for code in places.values_list("place_code", flat=True) if code and code not in taken)
    ids = dict(places.values_list("place_code", "id"))
    worker = acting(WORKER)
    for row, code in movers(free, others, MUNICIPALITIES - len(taken)):
        on = row.settled_on + 7 * A_DAY
        persons_actions.move_on([row.person_id], organisation_id=ids[code], on=on, actor=worker)


def _take_over(begun: Iterable[Begun], activity: str, until: date) -> int:
    """One call for each municipality and city district."""
    kinds = _kinds()
    places: dict[str, list[Begun]] = defaultdict(list)
    for row in begun:
        places[row.who.organisation].append(row)
    made = 0
    for code, rows in sorted(places.items()):
        kind = "district" if len(code) == 6 else "municipality"
        adviser = acting(f"demo:{kind}-{code}:programme")
        courses = [_course(row, activity, until, kinds) for row in rows]
        now = timezone.make_aware(datetime.combine(until, time(15)))
        made += register.take_over(courses, organisation_id=adviser.known_organisation, now=now, actor=adviser)
    return made


def _kinds() -> dict[str, int]:
    """A kind of measure for each key, and for each category the first."""
    rows = MeasureKind.objects.order_by("-id")
    return {row.category: row.id for row in rows} | {row.key: row.id for row in rows}


def _course(row: Begun, activity: str, until: date, kinds: dict[str, int]) -> register.Course:
    chance = Random(f"{activity} {row.who.person_id}")
    began, ends = row.started_on, add_months(row.started_on, MONTHS[activity])
    offered = max(row.who.settled_on, began - chance.randint(8, 25) * A_DAY)
    leave = None
    if row.leave:
        begins = began + 15 * A_DAY
        leave = register.Away("long_sickness", begins, begins + chance.randint(20, 120) * A_DAY)
    planned_end = ends + (leave.until_on - leave.from_on if leave else timedelta())
    last_day = began + chance.randint(45, max(45, (until - began).days - 10)) * A_DAY if row.reason else None
    return register.Course(
        row.who.person_id,
        activity,
        offered_on=offered,
        decided_on=max(offered, began - chance.randint(1, 3) * A_DAY),
        started_on=began,
        until_on=ends,
        law="2003",
        section=SECTIONS[activity],
        reasons=REASONS,
        measures=_measures(row, activity, ends, kinds, chance),
        leave=leave,
        extended_on=min(began + 20 * A_DAY, until) if row.extended else None,
        extended_until=add_months(planned_end, 12) if row.extended else None,
        last_day=last_day,
        reason=row.reason,
        completed=row.reason in ("work", "education"),
        hours=_hours(began, until, chance) if activity == NORWEGIAN else (),
        track=chance.choices(TRACKS, SHARES)[0] if activity == NORWEGIAN else "",
        lag=timedelta(days=chance.choice((1, 2, 3, 5, 8, 14, 30, 30, 45, 90))),
    )


def _measures(
    row: Begun, activity: str, ends: date, kinds: dict[str, int], chance: Random
) -> tuple[register.Planned, ...]:
    """Norwegian and civics; practice or school, which fill the week for most."""
    if activity != PROGRAMME:
        return ()
    parts = [("norwegian", Decimal(18)), ("civics", Decimal(2))]
    parts += [(key, Decimal(6)) for key in sorted(row.measures)]
    if chance.random() < 0.85:
        parts.append(("language-practice", Decimal("12.5")))
    return tuple(register.Planned(kinds[key], row.started_on, ends, hours) for key, hours in parts)


def _hours(began: date, until: date, chance: Random) -> tuple[tuple[date, Decimal], ...]:
    """Hours of Norwegian for each whole month, for most of them."""
    month, found = add_months(began.replace(day=1), 1), []
    while add_months(month, 1) <= until:
        if chance.random() < 0.93:
            found.append((month, Decimal(chance.randint(30, 75))))
        month = add_months(month, 1)
    return tuple(found)
