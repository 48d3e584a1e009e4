"""One participant's training: the right, what is registered, how they stand to the duty, and what comes next."""

from dataclasses import dataclass
from datetime import date

from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.courses import queries as courses
from rotfeste.registers.courses.queries import SeatView
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.models import Decision, Enrolment, FullTimeSchool, GroupMember, Offer, Training
from rotfeste.registers.participants.queries import File
from rotfeste.registers.participants.rules.answer import Answer
from rotfeste.registers.participants.rules.duty import Duty, duty
from rotfeste.registers.participants.rules.entitlement import entitlement
from rotfeste.registers.participants.states import Activity, DecisionKind
from rotfeste.registers.persons import queries as persons
from rotfeste.registers.persons.models import Person

OF_TRAINING = (
    DecisionKind.NORWEGIAN,
    DecisionKind.EXTRA_HOURS,
    DecisionKind.EXTENDED_TRAINING,
    DecisionKind.EXEMPT_NORWEGIAN,
    DecisionKind.EXEMPT_CIVICS,
    DecisionKind.EXEMPT_TEST,
)


@dataclass(frozen=True)
class TrainingView:
    """What a page shows of one participant's training."""

    person: Person
    answer: Answer
    file: File
    trainings: list[Training]
    schools: list[FullTimeSchool]
    classes: list[GroupMember]
    seats: list[SeatView]
    duty: Duty
    behind: int | None
    """Hours behind what was to be given by now; None where nothing is decided."""
    ours: bool
    """The actor's organisation has the person today, and may decide."""
    here: int | None = None
    """The organisation that is responsible today."""

    @property
    def cut_short(self) -> set[int | None]:
        """The decisions on training elsewhere that ended because the person moved."""
        moved = {row.enrolment_id for row in self.file.endings if row.moved and row.organisation_id != self.here}
        return {row.decision_id for row in self.file.enrolments if row.id in moved}

    @property
    def current(self) -> Enrolment | None:
        """The latest training, unless it was elsewhere and ended because the person moved."""
        row = self.enrolment
        return None if row is not None and row.decision_id in self.cut_short else row

    @property
    def enrolment(self) -> Enrolment | None:
        """The latest training."""
        found = [row for row in self.file.enrolments if row.activity == Activity.NORWEGIAN]
        return found[-1] if found else None

    @property
    def training(self) -> Training | None:
        """Track or goals, and languages, of the latest training."""
        here = self.enrolment
        return next((row for row in self.trainings if here and row.enrolment_id == here.id), None)

    @property
    def offer(self) -> Offer | None:
        """The offer of training that awaits an answer, or else the latest."""
        return self.file.offer_of(Activity.NORWEGIAN)

    @property
    def decisions(self) -> list[Decision]:
        """Decisions on training, extra hours and exemptions, oldest first."""
        return [row for row in self.file.decisions if row.kind in OF_TRAINING]

    @property
    def decision(self) -> Decision | None:
        """The decision that gives training, where one stands."""
        found = [row for row in self.decisions if row.kind == DecisionKind.NORWEGIAN and row.status == "in_force"]
        granted = [row for row in found if row.outcome == "granted"]
        standing = [row for row in granted if row.id not in self.cut_short]
        return standing[-1] if standing else None

    @property
    def school(self) -> FullTimeSchool | None:
        """The full-time school that the person is in."""
        return next((row for row in self.schools if row.until_on is None), None)


def duty_of(person_id: int, *, today: date, actor: Actor) -> tuple[Answer, Duty]:
    """The right of one participant, and how they stand to the duty. The caller records the reading."""
    file = participants.file_of(person_id, actor=actor)
    answer = entitlement(participants.facts_of([person_id], on=today, actor=actor)[person_id])
    trainings = participants.trainings_of(person_id, actor=actor)
    schools = participants.schools_of(person_id, actor=actor)
    return answer, duty(participants.done_of(file, answer, trainings, schools, today))


def training_view(person_id: int, *, today: date, actor: Actor) -> TrainingView:
    """One participant's training, with the reading recorded. Raises Person.DoesNotExist."""
    actor.require("participants.read")
    person = persons.person(person_id, actor=actor)
    file = participants.file_of(person_id, actor=actor)
    answer = entitlement(participants.facts_of([person_id], on=today, actor=actor)[person_id])
    trainings = participants.trainings_of(person_id, actor=actor)
    schools = participants.schools_of(person_id, actor=actor)
    here = persons.responsible_on([person_id], today, actor=actor).get(person_id)
    return TrainingView(
        person,
        answer,
        file,
        trainings,
        schools,
        participants.classes_of(person_id, actor=actor),
        courses.seats_of_person(person_id, actor=actor),
        duty(participants.done_of(file, answer, trainings, schools, today)),
        participants.behind([person_id], today=today, actor=actor).get(person_id),
        ours=here in actor.organisations and actor.may("qualification.decide"),
        here=here,
    )
