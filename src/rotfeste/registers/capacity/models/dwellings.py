"""Dwellings that municipalities have for refugees, who holds them, and what happened while they stood empty."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import OrganisationQuerySet, ScopedQuerySet, scoped
from rotfeste.registers.capacity.rules.dwellings import Span, places_in
from rotfeste.registers.capacity.states import DwellingKind, NobodyBecause


class Dwelling(models.Model):
    """A dwelling, or a home for unaccompanied minors, that a municipality or city district has for a period."""

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    label = models.CharField(max_length=120)
    """The address, and the number of the flat. Never a name."""
    label_key = models.CharField(max_length=120)
    area = models.IntegerField()
    """The municipality's number, in which an address names one dwelling."""
    kind = models.CharField(max_length=10, choices=DwellingKind.choices, default=DwellingKind.ORDINARY)
    persons = models.IntegerField()
    bedrooms = models.IntegerField()
    shared_by = models.IntegerField(default=0)
    """How many single persons may share it; 0 where it is for one household."""
    step_free = models.BooleanField(default=False)
    wheelchair = models.BooleanField(default=False)
    """A bathroom and doors that a wheelchair can use."""
    minutes_to_school = models.IntegerField(null=True, blank=True)
    minutes_to_course = models.IntegerField(null=True, blank=True)
    minutes_to_hospital = models.IntegerField(null=True, blank=True)
    monthly_nok = models.IntegerField()
    """What it costs the municipality each month while it stands empty."""
    leave_age = models.IntegerField(null=True, blank=True)
    """The age at which residents of a home for minors leave it."""
    available_from = models.DateField()
    available_until = models.DateField(null=True, blank=True)
    version = models.IntegerField(default=0)

    objects = scoped(OrganisationQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(persons__gte=1, persons__lte=60, bedrooms__gte=0, monthly_nok__gte=0),
                name="a_dwelling_has_room_for_someone",
            ),
            models.CheckConstraint(
                condition=Q(shared_by__gte=0) & Q(shared_by__lte=F("persons")),
                name="no_more_share_than_there_is_room_for",
            ),
            models.CheckConstraint(
                condition=Q(available_until=None) | Q(available_until__gte=F("available_from")),
                name="a_dwelling_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(kind=DwellingKind.MINORS) | Q(leave_age=None), name="only_minors_leave_at_an_age"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "available_until"], name="dwelling_owner")]

    def __str__(self) -> str:
        return self.label

    @property
    def for_minors(self) -> bool:
        """Whether it is a home for unaccompanied minors."""
        return self.kind == DwellingKind.MINORS

    @property
    def places(self) -> int:
        """How many can be placed in it one by one."""
        return places_in(self.persons, self.shared_by, self.for_minors)


class Tenancy(models.Model):
    """Someone holds a dwelling, or some of its places: reserved until moved in, and free again when it ends."""

    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="tenancies")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    persons = models.IntegerField()
    first_place = models.IntegerField(default=1)
    beyond_place = models.IntegerField(default=2)
    from_on = models.DateField()
    expected_on = models.DateField(null=True, blank=True)
    moved_in_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    leaves_on = models.DateField(null=True, blank=True)
    """The first of the month in which a minor has grown out of the home."""
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    objects = scoped(OrganisationQuerySet)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(persons__gte=1, first_place__gte=1) & Q(beyond_place__gt=F("first_place")),
                name="a_tenancy_takes_a_place",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="a_tenancy_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(moved_in_on=None) | Q(moved_in_on__gte=F("from_on")), name="moved_in_after_it_was_held"
            ),
        ]
        indexes = [models.Index(fields=["dwelling", "until_on"], name="tenancy_dwelling")]

    def __str__(self) -> str:
        return f"{self.dwelling_id} {self.from_on}"

    @property
    def span(self) -> Span:
        """The same, for the arithmetic."""
        return Span(self.first_place, self.beyond_place, self.from_on, self.until_on, self.moved_in_on)


class TenantScoped(ScopedQuerySet[Any]):
    """Who lives where: for those who work with persons, and the database sees to which."""

    def narrow(self, actor: Actor) -> Self:
        """Own tenancies, or all for the directorate's case workers."""
        if actor.national:
            return self
        if actor.reach == "none":
            return self.none()
        return self.filter(tenancy__organisation_id__in=actor.organisations)


class Tenant(models.Model):
    """Which household holds a dwelling. Seen by those who see the household."""

    tenancy = models.OneToOneField(Tenancy, models.PROTECT, related_name="tenant")
    household = models.ForeignKey("persons.Household", models.PROTECT, related_name="+")

    objects = scoped(TenantScoped)

    class Meta:
        indexes = [models.Index(fields=["household"], name="tenant_household")]

    def __str__(self) -> str:
        return f"{self.tenancy_id}"


class VacancyAlert(models.Model):
    """Someone was told that a dwelling has stood empty for 7, 14 or 30 days; once for each time it stands empty."""

    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="alerts")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    since_on = models.DateField()
    stage = models.IntegerField()
    raised_on = models.DateField()

    objects = scoped(OrganisationQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dwelling", "since_on", "stage"], name="a_stage_is_told_once"),
            models.CheckConstraint(condition=Q(stage__in=[7, 14, 30]), name="a_stage_is_7_14_or_30_days"),
        ]

    def __str__(self) -> str:
        return f"{self.dwelling_id} {self.stage}"


class VacancyReason(models.Model):
    """Why a dwelling still stands empty, as the municipality has written it. The latest counts."""

    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="reasons")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    since_on = models.DateField()
    reason = models.CharField(max_length=20, choices=NobodyBecause.choices)
    text = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    objects = scoped(OrganisationQuerySet)

    def __str__(self) -> str:
        return f"{self.dwelling_id} {self.reason}"
