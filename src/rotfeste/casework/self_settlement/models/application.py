"""An application for self-settlement, its unsigned contract, and how long it stood in each step."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from rotfeste.casework.self_settlement.states import ApplicationStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import ScopedQuerySet, scoped
from rotfeste.registers.persons.scoping import HIDDEN, INVOLVED

S = ApplicationStatus


class ApplicationScoped(ScopedQuerySet[Any]):
    """Rows of an application: seen by the applicant, their centre, the municipality asked and the directorate."""

    path = ""

    def narrow(self, actor: Actor) -> Self:
        """The same rule as the wall in migrations/0002, said to the query."""
        person, path = f"{self.path}person_id__in", self.path
        if actor.reach == "none":
            return self.none()
        seen = self if actor.protected else self.exclude(**{person: RawSQL(HIDDEN, [])})
        if actor.asks_about_self:
            return seen.filter(**{person: actor.persons})
        if actor.national:
            return seen
        own = list(actor.organisations)
        involved = RawSQL(INVOLVED.format(mine="ANY(%s)"), [own])
        ours = Q(**{f"{path}organisation_id__in": own}) | Q(**{f"{path}centre_id__in": own})
        return seen.filter(ours, **{person: involved})

    def listed(self) -> Self:
        """Without hidden persons: they appear in no list, whoever asks."""
        return self.exclude(**{f"{self.path}person_id__in": RawSQL(HIDDEN, [])})


class OfApplication(ApplicationScoped):
    """Rows below an application."""

    path = "application__"


class Application(models.Model):
    """A refugee has found a dwelling in a municipality, and asks to be settled there."""

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    """Who applies, for the whole household."""
    case = models.ForeignKey("settlement.Case", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    centre = models.ForeignKey("access.Organisation", models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=S.choices, default=S.DRAFT)
    status_since_on = models.DateField()
    begun_on = models.DateField()
    begun_by_role = models.CharField(max_length=30)
    sent_on = models.DateField(null=True)
    deadline_on = models.DateField(null=True)
    """When the one who has it should have answered."""
    address = models.CharField(max_length=200, blank=True)
    rooms = models.IntegerField(null=True)
    square_metres = models.IntegerField(null=True)
    landlord = models.CharField(max_length=120, blank=True)
    rent_nok = models.IntegerField(null=True)
    deposit_nok = models.IntegerField(default=0)
    advance_nok = models.IntegerField(default=0)
    """Rent asked for before moving in."""
    fee_nok = models.IntegerField(default=0)
    """Any other payment asked for before moving in."""
    from_on = models.DateField(null=True)
    reason_code = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    """Why it was declined, not cleared or withdrawn."""
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    cleared_on = models.DateField(null=True)
    cleared_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=0)
    """Counts changes, so that the second of two simultaneous answers is shown what the first did."""

    objects = scoped(ApplicationScoped)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(status__in=[S.DRAFT, S.SENT, S.APPROVED]), name="one_open_application"
            ),
            models.CheckConstraint(
                condition=Q(status__in=[S.DRAFT, S.WITHDRAWN])
                | Q(sent_on__isnull=False, rent_nok__gt=0, rooms__gt=0, from_on__isnull=False)
                & ~Q(address="")
                & ~Q(landlord=""),
                name="sent_application_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[S.DECLINED, S.REFUSED]) | ~Q(reason=""), name="a_refusal_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(status=S.CLEARED, cleared_on__isnull=False) | ~Q(status=S.CLEARED) & Q(cleared_on=None),
                name="cleared_if_and_only_if_dated",
            ),
            models.CheckConstraint(
                condition=Q(deposit_nok__gte=0, advance_nok__gte=0, fee_nok__gte=0), name="payments_are_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "status"], name="application_organisation"),
            models.Index(fields=["status", "deadline_on"], name="application_deadline"),
            models.Index(fields=["person"], name="application_person"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.status}"

    @property
    def whole(self) -> bool:
        """Whether everything about the dwelling is filled in."""
        return bool(self.address and self.landlord and self.rent_nok and self.rooms and self.from_on)


class Contract(models.Model):
    """The unsigned contract, as it was handed in. The latest one counts."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="contracts")
    kind = models.CharField(max_length=20)
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField()

    objects = scoped(OfApplication)

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind}"


class Step(models.Model):
    """An application stood in a status from one day until another; days in each step are counted from these rows."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="steps")
    status = models.CharField(max_length=10, choices=S.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    entered_at = models.DateTimeField()
    by_organisation = models.CharField(max_length=120, blank=True)

    objects = scoped(OfApplication)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(until_on=None), name="one_open_step_per_application"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="application_step_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.status}"
