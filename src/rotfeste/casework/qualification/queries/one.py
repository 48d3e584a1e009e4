"""One participant: the person, the right with its calculation, all that is registered, and where it stands."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rotfeste.casework.qualification.models import BenefitMonth
from rotfeste.casework.qualification.queries.benefits import benefits_of
from rotfeste.casework.qualification.queries.board import moved_here
from rotfeste.casework.qualification.rules.board import Known, Standing, standing
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Decision, Ending, Enrolment, Offer
from rotfeste.registers.participants.queries import File
from rotfeste.registers.participants.rules.answer import Answer
from rotfeste.registers.participants.rules.entitlement import entitlement
from rotfeste.registers.participants.rules.full_time import Planned, Stretch, stretches
from rotfeste.registers.persons import queries as persons
from rotfeste.registers.persons.models import Person


@dataclass(frozen=True)
class ParticipantView:
    """What a page shows of one participant."""

    person: Person
    answer: Answer
    file: File
    benefits: list[BenefitMonth]
    standing: Standing
    ours: bool
    """The actor's organisation has the person today, and may decide."""

    @property
    def enrolment(self) -> Enrolment | None:
        """The latest programme."""
        found = [row for row in self.file.enrolments if row.activity == "programme"]
        return found[-1] if found else None

    @property
    def offer(self) -> Offer | None:
        """The offer of the programme that awaits an answer, or else the latest."""
        return self.file.offer_of("programme")

    @property
    def decision(self) -> Decision | None:
        """The decision that gives the programme, where one stands."""
        found = [row for row in self.file.decisions if row.kind == "programme" and row.status == "in_force"]
        granted = [row for row in found if row.outcome == "granted"]
        return granted[-1] if granted else None

    @property
    def ending(self) -> Ending | None:
        """The ending of the latest programme."""
        here = self.enrolment
        return next((row for row in self.file.endings if here and row.enrolment_id == here.id), None)

    @property
    def weeks(self) -> list[Stretch]:
        """The programme in stretches of the same hours a week, leave and interruptions taken out."""
        row = self.enrolment
        if row is None or row.until_on is None:
            return []
        measures = [
            Planned(m.from_on, m.until_on, m.hours_week, m.kind.lessons)
            for m in self.file.measures
            if m.enrolment_id == row.id
        ]
        until = row.ended_on or row.until_on
        away = [(leave.from_on, leave.until_on) for leave in self.file.leaves if leave.enrolment_id == row.id]
        away += [(gap.from_on, gap.until_on or until) for gap in self.file.interruptions if gap.enrolment_id == row.id]
        found: list[Stretch] = []
        for begins, ends in present(row.started_on, until, away):
            found += stretches(measures, begins, ends, row.full_week)
        return found


def present(from_on: date, until_on: date, away: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """A period without the periods in which someone was away."""
    edges = {from_on, until_on, *(day for period in away for day in period if from_on < day < until_on)}
    return [
        (begins, ends)
        for begins, ends in pairwise(sorted(edges))
        if not any(gone <= begins < back for gone, back in away)
    ]


def participant_view(person_id: int, *, today: date, actor: Actor) -> ParticipantView:
    """One participant, with the reading recorded. Raises Person.DoesNotExist."""
    actor.require("participants.read")
    person = persons.person(person_id, actor=actor)
    file = participants.file_of(person_id, actor=actor)
    answer = entitlement(participants.facts_of([person_id], on=today, actor=actor)[person_id])
    here = persons.responsible_on([person_id], today, actor=actor).get(person_id)
    view = ParticipantView(
        person,
        answer,
        file,
        benefits_of(person_id, actor=actor),
        Standing(standing(Known(), today).stand),
        ours=here in actor.organisations and actor.may("qualification.decide"),
    )
    enrolment, offer, decision = view.enrolment, view.offer, view.decision
    came = moved_here(view.ending, here)
    if came:
        enrolment = None
        offer = offer if offer is not None and offer.organisation_id == here else None
    known = Known(
        category=answer.programme.category.value,
        right_from=answer.programme.from_on,
        start_by=answer.programme.start_by,
        offer=offer.status if offer else "",
        decided=decision is not None and (decision.until_on is None or decision.until_on > today),
        enrolment=enrolment.status if enrolment else "",
        until_on=enrolment.until_on if enrolment else None,
        moved_here=came and offer is None,
    )
    return ParticipantView(person, answer, file, view.benefits, standing(known, today), ours=view.ours)
