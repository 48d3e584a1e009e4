"""A household's way from permit to moved in."""

from dataclasses import replace
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from rotfeste.casework.settlement.states import CaseStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import ScopedQuerySet, scoped
from rotfeste.registers.persons.rules import Group
from rotfeste.registers.persons.scoping import INVOLVED, OPENED, PersonScoped

MEMBERS = "SELECT m.case_id FROM settlement_member m WHERE m.person_id IN ({persons})"
HIDDEN_HOUSEHOLDS = "SELECT household_id FROM persons_hidden"


class CaseScoped(ScopedQuerySet[Any]):
    """Rows of a case, narrowed to cases whose people the actor has a task with."""

    case_path = "case_id"
    household_path = "case__household_id"
    group_path = "case__group"

    def narrow(self, actor: Actor) -> Self:
        """The same rule as the wall in migrations/0002, said to the query."""
        if actor.reach == "none":
            return self.none()
        if not actor.may("persons.minors"):
            grown = self.exclude(**{self.group_path: Group.UNACCOMPANIED_MINOR})
            return grown.narrow(replace(actor, extra=actor.extra | {"persons.minors"}))
        if actor.national:
            return self if actor.protected else self.listed()
        if actor.asks_about_self:
            own = RawSQL(MEMBERS.format(persons="SELECT unnest(%s)"), [list(actor.persons)])
            return self.filter(**{f"{self.case_path}__in": own}).listed()
        involved = RawSQL(MEMBERS.format(persons=INVOLVED.format(mine="ANY(%s)")), [list(actor.organisations)])
        opened = RawSQL(MEMBERS.format(persons=OPENED.format(actor="%s")), [actor.user_id])
        seen = Q(**{f"{self.case_path}__in": involved})
        if not actor.protected:
            seen &= ~Q(**{f"{self.household_path}__in": RawSQL(HIDDEN_HOUSEHOLDS, [])})
        return self.filter(seen | Q(**{f"{self.case_path}__in": opened}))

    def listed(self) -> Self:
        """Without cases of hidden persons: they appear in no list, whoever asks."""
        return self.exclude(**{f"{self.household_path}__in": RawSQL(HIDDEN_HOUSEHOLDS, [])})


class OfCase(CaseScoped):
    """Cases themselves."""

    case_path = "id"
    household_path = "household_id"
    group_path = "group"


class Case(models.Model):
    """A household that is to be settled: one open case per household."""

    household = models.ForeignKey("persons.Household", models.PROTECT, related_name="settlement_cases")
    status = models.CharField(max_length=15, choices=CaseStatus.choices, default=CaseStatus.INTERVIEW_DUE)
    status_since_on = models.DateField()
    group = models.CharField(max_length=25, choices=Group.choices)
    resettlement = models.BooleanField(default=False)
    self_settled = models.BooleanField(default=False)
    """The household found the dwelling itself and the parties agreed (avtalt selvbosetting)."""
    size = models.IntegerField()
    opened_on = models.DateField()
    clock_from = models.DateField()
    """The earliest day that a member's waiting is counted from."""
    deadline_on = models.DateField()
    centre = models.ForeignKey("access.Organisation", models.PROTECT, null=True, related_name="+")
    receiver = models.ForeignKey("access.Organisation", models.PROTECT, null=True, related_name="+")
    """The municipality or city district that has accepted."""
    accepted_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    agreed_move_on = models.DateField(null=True)
    settled_on = models.DateField(null=True)
    """The day the last member moved in."""
    closed_on = models.DateField(null=True)
    closed_because = models.CharField(max_length=300, blank=True)
    version = models.IntegerField(default=0)
    """Counts changes, so that the second of two simultaneous answers is shown what the first did."""

    objects = scoped(OfCase)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=~Q(status__in=[CaseStatus.SETTLED, CaseStatus.CLOSED]),
                name="one_open_case_per_household",
            ),
            models.CheckConstraint(
                condition=Q(status=CaseStatus.SETTLED, settled_on__isnull=False)
                | (~Q(status=CaseStatus.SETTLED) & Q(settled_on=None)),
                name="settled_if_and_only_if_dated",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[CaseStatus.DECIDED, CaseStatus.SETTLED], decided_on__isnull=False)
                | (~Q(status__in=[CaseStatus.DECIDED, CaseStatus.SETTLED]) & Q(decided_on=None)),
                name="decided_if_and_only_if_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[CaseStatus.ACCEPTED, CaseStatus.DECIDED, CaseStatus.SETTLED])
                | Q(receiver__isnull=False, accepted_on__isnull=False),
                name="accepted_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(settled_on=None) | Q(settled_on__gte=F("decided_on")), name="settled_after_the_decision"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "deadline_on"], name="case_queue"),
            models.Index(fields=["receiver", "status"], name="case_receiver"),
            models.Index(fields=["centre", "status"], name="case_centre"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.status}"


class Member(models.Model):
    """One person in a case, with an own clock and an own day of moving in."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="members")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    clock_from = models.DateField()
    """The permit's day; the entry permit's for resettlement refugees."""
    limited_permit = models.BooleanField(default=False)
    born_on = models.DateField()
    citizenship = models.CharField(max_length=2)
    decided_on = models.DateField(null=True)
    moved_in_on = models.DateField(null=True)
    receiver = models.ForeignKey("access.Organisation", models.PROTECT, null=True, related_name="+")

    objects = scoped(PersonScoped)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="a_person_is_in_a_case_once"),
            models.CheckConstraint(
                condition=Q(moved_in_on=None)
                | Q(decided_on__isnull=False, receiver__isnull=False, moved_in_on__gte=F("decided_on")),
                name="moved_in_after_the_decision",
            ),
        ]
        indexes = [
            models.Index(fields=["person"], name="member_person"),
            models.Index(fields=["moved_in_on", "receiver"], name="member_moved_in"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.person_id}"


class Step(models.Model):
    """A case stood in a status from one day until another; days in each step are counted from these rows."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    status = models.CharField(max_length=15, choices=CaseStatus.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    entered_at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    by_organisation = models.CharField(max_length=120)

    objects = scoped(CaseScoped)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(until_on=None), name="one_open_step_per_case"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="step_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["status", "from_on"], name="step_status")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.status}"
