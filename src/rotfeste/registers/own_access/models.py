"""Codes on paper, and helpers by power of attorney."""

from django.db import models
from django.db.models import F, Q

from rotfeste.foundation.access.scoping import scoped
from rotfeste.registers.persons.scoping import PersonScoped


class Helper(models.Model):
    """Someone whom a person has given power to see, and perhaps to apply, on their behalf for a period."""

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    may_apply = models.BooleanField(default=False)
    from_on = models.DateField()
    until_on = models.DateField()
    """The first day without this power."""
    appointed_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    """The member of staff who registered a signed paper; nobody, where the person did it."""
    ended_on = models.DateField(null=True)

    objects = scoped(PersonScoped)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="help_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.from_on}"


class Code(models.Model):
    """A code on paper: kept as keyed hashes, good for a time, locked after some wrong tries."""

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    helper = models.ForeignKey(Helper, models.PROTECT, null=True, related_name="codes")
    code_hash = models.CharField(max_length=64, unique=True)
    secret = models.CharField(max_length=64)
    """A keyed hash of the code together with the person's birth date: both must be right."""
    issued_on = models.DateField()
    issued_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    expires_on = models.DateField()
    wrong_tries = models.IntegerField(default=0)
    withdrawn_on = models.DateField(null=True)
    used_at = models.DateTimeField(null=True)

    objects = scoped(PersonScoped)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "helper"],
                condition=Q(withdrawn_on=None),
                nulls_distinct=False,
                name="one_code_in_force_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.issued_on}"
