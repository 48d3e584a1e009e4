"""What is registered about one person."""

from dataclasses import dataclass, field
from datetime import date

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.participants.models import (
    Absence,
    Circumstances,
    Decision,
    Ending,
    Enrolment,
    Entitlement,
    ExamResult,
    Interruption,
    Leave,
    Measure,
    MeasureKind,
    MonthlyHours,
    Offer,
    Recomputation,
)


@dataclass(frozen=True)
class File:
    """All that is registered about one person, oldest first."""

    person_id: int
    circumstances: Circumstances
    offers: list[Offer] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    enrolments: list[Enrolment] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    hours: list[MonthlyHours] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    leaves: list[Leave] = field(default_factory=list)
    interruptions: list[Interruption] = field(default_factory=list)
    endings: list[Ending] = field(default_factory=list)
    exams: list[ExamResult] = field(default_factory=list)

    def offer_of(self, activity: str) -> Offer | None:
        """The offer of an activity that awaits an answer, whatever its day, or else the latest."""
        found = [row for row in self.offers if row.activity == activity]
        return next((row for row in found if row.status == "open"), found[-1] if found else None)


def file_of(person_id: int, *, actor: Actor) -> File:
    """All that the actor may see of what is registered about one person, with the reading recorded."""
    actor.require("participants.read")
    audit.read(actor, "participants.file", subject_id=person_id, persons=[person_id])
    about = {"person_id": person_id}
    return File(
        person_id,
        Circumstances.objects.visible_to(actor).filter(**about).first() or Circumstances(person_id=person_id),
        offers=list(Offer.objects.visible_to(actor).filter(**about).order_by("offered_on", "id")),
        decisions=list(
            Decision.objects.visible_to(actor)
            .filter(**about)
            .select_related("organisation", "decided_by")
            .order_by("from_on", "id")
        ),
        enrolments=list(
            Enrolment.objects.visible_to(actor).filter(**about).select_related("organisation").order_by("started_on")
        ),
        measures=list(
            Measure.objects.visible_to(actor).filter(**about).select_related("kind").order_by("from_on", "id")
        ),
        hours=list(MonthlyHours.objects.visible_to(actor).filter(**about).order_by("month", "kind")),
        absences=list(Absence.objects.visible_to(actor).filter(**about).order_by("from_on")),
        leaves=list(Leave.objects.visible_to(actor).filter(**about).order_by("from_on")),
        interruptions=list(Interruption.objects.visible_to(actor).filter(**about).order_by("from_on")),
        endings=list(Ending.objects.visible_to(actor).filter(**about).order_by("ended_on")),
        exams=list(ExamResult.objects.visible_to(actor).filter(**about).order_by("taken_on", "skill")),
    )


def entitlement_of(person_id: int, *, actor: Actor) -> Entitlement | None:
    """What the person is entitled to as it was last computed; None where nobody has."""
    actor.require("participants.read")
    row: Entitlement | None = (
        Entitlement.objects.visible_to(actor).filter(person_id=person_id, superseded_on=None).first()
    )
    return row


def decisions_of(person_id: int, *kinds: str, actor: Actor) -> list[Decision]:
    """A person's decisions of these kinds (of all, where none is named), oldest first."""
    actor.require("participants.read")
    rows = Decision.objects.visible_to(actor).filter(person_id=person_id).order_by("from_on", "id")
    return list(rows.filter(kind__in=kinds) if kinds else rows)


def decision_of(decision_id: int, *, actor: Actor) -> Decision:
    """One decision. Raises Decision.DoesNotExist where the actor may not see it."""
    actor.require("participants.read")
    row: Decision = Decision.objects.visible_to(actor).select_related("organisation").get(id=decision_id)
    return row


def enrolment_of(enrolment_id: int, *, actor: Actor) -> Enrolment:
    """One enrolment. Raises Enrolment.DoesNotExist where the actor may not see it."""
    actor.require("participants.read")
    row: Enrolment = Enrolment.objects.visible_to(actor).select_related("organisation", "decision").get(id=enrolment_id)
    return row


def last_elsewhere(person_id: int, activity: str, *, actor: Actor) -> Enrolment | None:
    """The latest time in this in another municipality, which ended because the person moved."""
    actor.require("participants.read")
    rows = Enrolment.objects.visible_to(actor).filter(person_id=person_id, activity=activity, ending__moved=True)
    row: Enrolment | None = rows.exclude(organisation_id__in=actor.organisations).order_by("-started_on").first()
    return row


def circumstances_of(person_id: int, *, actor: Actor) -> Circumstances:
    """Facts that rights depend on, as they are registered; empty where nothing is."""
    actor.require("participants.read")
    return Circumstances.objects.visible_to(actor).filter(person_id=person_id).first() or Circumstances(
        person_id=person_id
    )


def offer_of(offer_id: int, *, actor: Actor) -> Offer:
    """One of the own organisation's offers. Raises Offer.DoesNotExist."""
    actor.require("participants.read")
    row: Offer = Offer.objects.visible_to(actor).get(id=offer_id, organisation_id__in=actor.organisations)
    return row


def measure_of(measure_id: int, *, actor: Actor) -> Measure:
    """One of the own organisation's measures. Raises Measure.DoesNotExist."""
    actor.require("participants.read")
    row: Measure = Measure.objects.visible_to(actor).get(id=measure_id, organisation_id__in=actor.organisations)
    return row


def measure_kinds(on: date) -> list[MeasureKind]:
    """The kinds of measures that can be chosen on a day."""
    rows = MeasureKind.objects.filter(valid_from__lte=on).exclude(valid_until__lte=on)
    return sorted(rows, key=lambda row: (row.category, row.id))


def recomputation() -> Recomputation | None:
    """How far the latest computation of everyone has come."""
    return Recomputation.objects.order_by("-started_at").first()
