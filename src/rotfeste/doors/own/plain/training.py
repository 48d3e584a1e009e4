"""All that is registered about someone's programme and training; and whether it may be used for research."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from rotfeste.casework.qualification import queries as qualification
from rotfeste.casework.qualification.states import RecognitionStatus
from rotfeste.casework.qualification.words import body_of
from rotfeste.doors.own.plain.practising import Practising, practising
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.doorway import Request, own
from rotfeste.foundation.ui.languages import in_own_language
from rotfeste.insight.extracts import queries as extracts
from rotfeste.registers.courses import queries as courses
from rotfeste.registers.courses.models import Session
from rotfeste.registers.courses.queries import SeatView
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Entitlement
from rotfeste.registers.participants.queries import File
from rotfeste.registers.participants.rules.duty import duty
from rotfeste.registers.participants.rules.entitlement import entitlement
from rotfeste.registers.persons.countries import language_name

ACTIVITIES: Mapping[str, Promise] = {
    "programme": lazy("Introduction programme"),
    "norwegian": lazy("Norwegian lessons"),
    "reception": lazy("Norwegian lessons"),
    "culture": lazy("Lessons about life in Norway"),
}
RIGHTS: Mapping[str, Promise] = {
    "right_and_duty": lazy("You have the right, and you must take part."),
    "right": lazy("You have the right."),
    "duty": lazy("You must take part."),
    "may_be_offered": lazy("The municipality can say yes or no."),
}
LESSONS: Mapping[str, Promise] = {"norwegian": ACTIVITIES["norwegian"], "civics": ACTIVITIES["culture"]}
ANSWERS: Mapping[str, Promise] = {
    "open": lazy("Not answered yet"),
    "accepted": lazy("You said yes"),
    "declined": lazy("You said no"),
    "withdrawn": lazy("Taken back"),
}
NORWEGIAN = ("nb", "nn", "en")
"""The languages that the words of the law are kept in; others read them in bokmål, marked as such."""
A_DAY = timedelta(days=1)
SHOWN = 4
"""So many sessions to come are shown: what lies further ahead is hard to read on a phone."""


@dataclass(frozen=True)
class Item:
    """One thing that is registered: what in the reader's language, the law's own word, the days and more words."""

    what: Any
    icon: str
    from_on: date
    until_on: date | None = None
    word: str = ""
    more: Any = ""


@dataclass(frozen=True)
class Lessons:
    """The training now: the law's word for the track, classes, and hours done and left of each part."""

    track: str
    classes: list[str]
    parts: list[tuple[Any, Decimal, Decimal]]


@dataclass(frozen=True)
class CivicsCourse:
    """A course in civics: the seat in it, its language in that language, and the next sessions."""

    row: SeatView
    language: str
    ahead: list[Session]
    open: bool
    """There are sessions to come."""


@in_own_language
@own("own.read")
def training(request: Request) -> HttpResponse:
    """The right, and everything that is registered, the newest first; research; the reading is recorded."""
    actor = request.actor
    file = participants.file_of(actor.persons[0], actor=actor)
    right = participants.entitlement_of(actor.persons[0], actor=actor)
    said = participants.reservation_of(actor.persons[0], actor=actor)
    booked = practising(actor.persons[0], request.today, actor)
    written = [*items(file), *education(actor), *goals(file, actor), *practised(booked)]
    context = {
        "rights": list(rights(right)),
        "practice": [row for row in booked if row.open],
        "items": sorted(written, key=lambda row: row.from_on, reverse=True),
        "hours": hours(file),
        "lessons": lessons(file, request.today, actor),
        "courses": list(civics(request.today, actor)),
        "benefits": qualification.benefits_of(actor.persons[0], actor=actor),
        "reserved": bool(said and said.reserved),
        "extracts": extracts.own_extracts(actor=actor),
        "may_reserve": actor.may("own.reserve"),
    }
    return render(request, "own/plain/training.html", context)


def rights(right: Entitlement | None) -> Iterator[tuple[Any, Any, date | None]]:
    """Programme and lessons: what the person has, and the law's last day to begin."""
    if right is None:
        return
    if right.programme in RIGHTS:
        yield ACTIVITIES["programme"], RIGHTS[right.programme], right.start_by
    if right.norwegian in RIGHTS:
        yield ACTIVITIES["norwegian"], RIGHTS[right.norwegian], right.offer_by


def items(file: File) -> Iterator[Item]:
    """Everything that has a day, except hours."""
    for offer in file.offers:
        yield Item(_("Offer"), "letter", offer.offered_on, word=word(offer, "activity"), more=ANSWERS[offer.status])
    for decision in file.decisions:
        yield Item(_("Decision"), "paper", decision.decided_on, word=word(decision, "kind"), more=decision.reasons)
    for row in file.enrolments:
        yield Item(_("Started"), "yes", row.started_on, word=word(row, "activity"))
    for measure in file.measures:
        name = measure.kind.name(_language())
        yield Item(_("What you do in the programme"), "people", measure.from_on, measure.until_on - A_DAY, name)
    for leave in file.leaves:
        yield Item(_("Leave"), "home", leave.from_on, leave.until_on - A_DAY, word(leave, "kind"))
    for absence in file.absences:
        yield Item(_("Away"), "wait", absence.from_on, absence.until_on - A_DAY, word(absence, "kind"))
    for gap in file.interruptions:
        last = gap.until_on - A_DAY if gap.until_on else None
        yield Item(_("Stopped for a time"), "no", gap.from_on, last, more=gap.reason)
    for ending in file.endings:
        yield Item(_("Ended"), "yes", ending.ended_on - A_DAY, word=word(ending, "reason"))
    for exam in file.exams:
        yield Item(_("Test"), "paper", exam.taken_on, word=word(exam, "skill"), more=exam.level)


def education(actor: Actor) -> Iterator[Item]:
    """Education from another country: each step on the way to its answer, in the register's own words."""
    for row in qualification.recognitions_of(actor.persons[0], actor=actor):
        steps = (
            (RecognitionStatus.SENT, row.sent_on),
            (RecognitionStatus.MORE_ASKED, row.more_asked_on),
            (RecognitionStatus.WITHDRAWN, row.withdrawn_on),
        )
        what, more = _("Your education from another country"), f"{row.subject} · {body_of(row)}"
        begun = timezone.localdate(row.registered_at)
        found = [(RecognitionStatus.PREPARING, begun), *((status, day) for status, day in steps if day)]
        for status, day in found:
            with override(_language()):
                yield Item(what, "paper", day, word=str(status.label), more=more)
        if row.decided_on:
            yield Item(what, "letter", row.decided_on, word=word(row, "outcome"), more=row.recognised_as or more)


def goals(file: File, actor: Actor) -> Iterator[Item]:
    """How far each goal was reached, on the last day of its programme."""
    last = {row.enrolment_id: row.ended_on - A_DAY for row in file.endings}
    for row in qualification.goal_results_of(actor.persons[0], actor=actor):
        if row.enrolment_id in last:
            yield Item(_("Your goal"), "yes", last[row.enrolment_id], word=word(row, "reached"), more=row.goal)


def practised(booked: list[Practising]) -> Iterator[Item]:
    """Practice places that came to nothing, or are over; one that is open stands by itself."""
    for row in booked:
        if not row.open:
            yield Item(_("Practice place"), "people", row.from_on, row.last_day, row.employer, row.answer)


def hours(file: File) -> list[tuple[date, Any, Any]]:
    """Hours month by month: taken part, and away."""
    found: dict[date, list[Any]] = {}
    for row in file.hours:
        month = found.setdefault(row.month, [0, 0])
        month[0] += row.hours
        month[1] += row.absent_hours
    return [(month, here, away) for month, (here, away) in sorted(found.items(), reverse=True)]


def lessons(file: File, on: date, actor: Actor) -> Lessons | None:
    """Track, class, and the hours that are done and left of each part; nothing for those who are not in training."""
    trainings = participants.trainings_of(file.person_id, actor=actor)
    if not trainings:
        return None
    right = entitlement(participants.facts_of([file.person_id], on=on, actor=actor)[file.person_id])
    schools = participants.schools_of(file.person_id, actor=actor)
    parts = duty(participants.done_of(file, right, trainings, schools, on)).parts
    classes = participants.classes_of(file.person_id, actor=actor)
    return Lessons(
        track=word(trainings[-1], "track"),
        classes=[row.group.name for row in classes if row.until_on is None],
        parts=[
            (LESSONS[part.what], part.done, max(Decimal(0), part.wanted - part.done))
            for part in parts
            if part.wanted and not part.exempt
        ],
    )


def civics(on: date, actor: Actor) -> Iterator[CivicsCourse]:
    """Courses that the person has a seat in, or had: the code to come in with, when they meet, and hours done."""
    for row in courses.seats_of_person(actor.persons[0], actor=actor):
        language = settings.PLAIN_LANGUAGES.get(row.course.language) or language_name(row.course.language)
        ahead = row.to_come(on)
        yield CivicsCourse(row, language, ahead[:SHOWN], bool(ahead))


def _language() -> str:
    spoken = (get_language() or "nb")[:2]
    return spoken if spoken in NORWEGIAN else "nb"


def word(row: Any, field: str) -> str:
    """The law's own word for a code, in bokmål where the reader's language has none."""
    with override(_language()):
        return str(getattr(row, f"get_{field}_display")())


@require_POST
@in_own_language
@own("own.reserve")
def research(request: Request) -> HttpResponse:
    """The person says no to research on what is registered about them, or takes that back."""
    register.reserve(
        request.actor.persons[0],
        reserved=request.POST.get("reserved") == "yes",
        said_on=request.today,
        now=timezone.now(),
        actor=request.actor,
    )
    messages.success(request, _("Saved."))
    return redirect("own:training")
