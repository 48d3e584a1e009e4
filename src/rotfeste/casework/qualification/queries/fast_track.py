"""Candidates for a fast track: those in the programme, what is registered about them, and how the rule judges it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rotfeste.casework.qualification.models import Recognition
from rotfeste.casework.qualification.rules.fast_track import Judged, Known, judged, terms
from rotfeste.casework.qualification.states import RecognitionOutcome
from rotfeste.casework.settlement import queries as settlement
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.capacity import queries as capacity
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Enrolment, ExamResult, Training
from rotfeste.registers.participants.queries import Participant
from rotfeste.registers.participants.states import Activity, EnrolmentStatus

TOLD = ("education", "occupation", "work_years", "norwegian")
YES = (RecognitionOutcome.RECOGNISED, RecognitionOutcome.PARTLY)


@dataclass(frozen=True)
class Candidate:
    """One in the programme, what is known, and how the rule judges it."""

    participant: Participant
    known: Known
    judged: Judged

    @property
    def person_id(self) -> int:
        """Whose row it is."""
        return self.participant.person.id


def fast_track(*, today: date, actor: Actor) -> list[Candidate]:
    """Candidates of the own municipality, those whose work is in demand first; then those who lack one thing.

    A fixed number of questions. The page that shows them records whom it showed.
    """
    rows = [
        row
        for row in participants.participants(actor=actor, on=today)
        if row.enrolment is not None and row.enrolment.status == EnrolmentStatus.RUNNING
    ]
    known, said = _known([row.person.id for row in rows], actor), terms(today)
    profiles = capacity.profiles(today.year, actor=actor)
    found = []
    for row in rows:
        profile = profiles.get(row.organisation_id)
        facts = known.get(row.person.id, Known())
        found.append(Candidate(row, facts, judged(facts, said, profile.occupations if profile else ())))
    shown = [row for row in found if row.judged.candidate or row.judged.near]
    return sorted(shown, key=lambda row: (len(row.judged.missing), not row.judged.in_demand, row.person_id))


def fast_track_in_the_country(*, today: date, actor: Actor) -> dict[str, int]:
    """How many are in the programme, are candidates, and lack one thing; nobody is seen."""
    with walls.counting(actor, national=True) as counter:
        running = Enrolment.objects.visible_to(counter).filter(
            activity=Activity.PROGRAMME, status=EnrolmentStatus.RUNNING
        )
        people = list(running.values_list("person_id", flat=True).distinct())
        known = _known(people, counter)
    said, found = terms(today), Counter({"running": len(people), "candidates": 0, "near": 0})
    for person_id in people:
        row = judged(known.get(person_id, Known()), said)
        found["candidates"] += row.candidate
        found["near"] += row.near
    return dict(found)


def _known(people: Iterable[int], actor: Actor) -> dict[int, Known]:
    ids = list(people)
    told = settlement.told_by(ids, TOLD, actor=actor)
    recognised = dict(
        Recognition.objects.visible_to(actor)
        .filter(person_id__in=ids, outcome__in=YES)
        .order_by("decided_on", "id")
        .values_list("person_id", "recognised_as")
    )
    tracks = dict(
        Training.objects.visible_to(actor).filter(person_id__in=ids).order_by("id").values_list("person_id", "track")
    )
    levels: dict[int, str] = defaultdict(str)
    exams = ExamResult.objects.visible_to(actor).filter(person_id__in=ids, passed=True).exclude(level="")
    for person_id, level in exams.values_list("person_id", "level"):
        levels[person_id] = max(levels[person_id], level, key=lambda each: "" if each == "below_a1" else each)
    return {
        person_id: Known(
            schooling=said.get("education", ""),
            recognised_as=recognised.get(person_id, ""),
            occupation=said.get("occupation", ""),
            work_years=int(said.get("work_years", 0)),
            track=tracks.get(person_id, ""),
            level=levels[person_id],
            told=said.get("norwegian", ""),
        )
        for person_id in ids
        for said in (told.get(person_id, {}),)
    }
