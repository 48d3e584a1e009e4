"""The tables of frozen years and of extracts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from rotfeste.foundation.access.scoping import scoped
from rotfeste.insight.extracts.states import ExtractStatus, FrozenKind
from rotfeste.registers.persons.scoping import PersonScoped


class FrozenYear(models.Model):
    """The register's year as it stood when someone closed it: once as provisional, once as final."""

    year = models.IntegerField()
    kind = models.CharField(max_length=12, choices=FrozenKind.choices)
    frozen_on = models.DateField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    lines = models.IntegerField(default=0)
    persons = models.IntegerField(default=0)
    figures = models.JSONField(default=dict)
    """The figures of the report, computed from the frozen lines."""
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the lines' own, in order."""
    changed = models.IntegerField(default=0)
    """Lines that are otherwise in the register now, or gone from it: they do not alter what is frozen."""
    added = models.IntegerField(default=0)
    """Lines about the year that have come since."""
    compared_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "kind"], name="a_year_is_frozen_once_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.year} {self.kind}"


class FrozenLine(models.Model):
    """One person's part in one activity, as it was frozen."""

    frozen = models.ForeignKey(FrozenYear, models.PROTECT, related_name="+")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    number = models.IntegerField()
    """The line's place in the set."""
    key = models.CharField(max_length=60)
    """Which person, activity and enrolment it is about, so that it can be compared with the register later."""
    digest = models.CharField(max_length=64)
    values = models.JSONField()
    """The fields of docs/formats/register-year.md."""

    objects = scoped(PersonScoped)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["frozen", "number"], name="a_line_has_its_number")]
        indexes = [models.Index(fields=["person"], name="frozenline_person")]

    def __str__(self) -> str:
        return f"{self.frozen_id} {self.number}"


class ResearchExtract(models.Model):
    """An order of pseudonymous lines for research: for whom, for what, on which legal base, which fields, how long."""

    title = models.CharField(max_length=200)
    receiver = models.CharField(max_length=200)
    purpose = models.CharField(max_length=4000)
    legal_base = models.CharField(max_length=300)
    fields = ArrayField(models.CharField(max_length=30))
    frozen = models.ForeignKey(FrozenYear, models.PROTECT, related_name="+")
    expires_on = models.DateField()
    """The first day that it can no longer be fetched."""
    status = models.CharField(max_length=10, choices=ExtractStatus.choices, default=ExtractStatus.ORDERED)
    ordered_by = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    ordered_on = models.DateField()
    decided_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    salt = models.CharField(max_length=64, blank=True)
    """Part of the key of the pseudonyms. It is deleted when the extract is closed: then nobody can make them again."""
    persons = models.IntegerField(default=0)
    left_out = models.IntegerField(default=0)
    """Persons who had reserved themselves when it was approved."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("ordered_by")), name="approved_by_someone_else"
            ),
            models.CheckConstraint(condition=Q(status="approved") | Q(salt=""), name="a_key_only_while_it_is_approved"),
        ]

    def __str__(self) -> str:
        return self.title


class ExtractPerson(models.Model):
    """Someone is in a research extract: so that they can see it."""

    extract = models.ForeignKey(ResearchExtract, models.PROTECT, related_name="+")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")

    objects = scoped(PersonScoped)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["extract", "person"], name="in_an_extract_once")]

    def __str__(self) -> str:
        return f"{self.extract_id} {self.person_id}"
