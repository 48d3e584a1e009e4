"""Whether courses suit someone's training: the facts, gathered for the arithmetic."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import among
from rotfeste.registers.courses.models import Course, SeatFor, Session
from rotfeste.registers.courses.rules import Meeting, Wish
from rotfeste.registers.courses.states import SeatStatus
from rotfeste.registers.participants.models import Enrolment


def wishes_of(courses: Iterable[Course], enrolment: Enrolment, *, today: date, actor: Actor) -> dict[int, Wish]:
    """What each of these courses would be for someone's training, for the arithmetic. Three questions for all."""
    rows, decision = list(courses), enrolment.decision
    seats = SeatFor.objects.visible_to(actor).filter(enrolment=enrolment, seat__status=SeatStatus.TAKEN)
    taken = set(seats.values_list("seat__course_id", flat=True))
    meetings: dict[int, list[Meeting]] = defaultdict(list)
    wanted = taken | {row.id for row in rows}
    for session in Session.objects.visible_to(actor).filter(day__gte=today, course_id__in=among(wanted)):
        meetings[session.course_id].append(session.meeting)
    stands = decision is not None and decision.status == "in_force"
    return {
        row.id: Wish(
            activity=enrolment.activity,
            running=enrolment.status == "running",
            hours_civics=(decision.hours_civics or 0) if stands and decision is not None else 0,
            started_on=enrolment.started_on,
            until_on=enrolment.until_on,
            from_on=max(row.from_on, today),
            course_until=row.until_on,
            called_off=not row.is_held,
            meetings=meetings[row.id],
            taken=[each for key in taken - {row.id} for each in meetings[key]],
            in_it=row.id in taken,
        )
        for row in rows
    }
