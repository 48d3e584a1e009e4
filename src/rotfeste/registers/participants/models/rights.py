"""What a person is entitled to: facts that only the municipality knows, and the computed answer with its versions."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from rotfeste.foundation.access.scoping import scoped
from rotfeste.registers.participants.rules.answer import Category, Law, Scheme
from rotfeste.registers.participants.rules.facts import Education, Goal
from rotfeste.registers.persons.scoping import PersonScoped


def _choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(row.value, row.value) for row in kind]


class Circumstances(models.Model):
    """Facts about a person that rights depend on and that no other register holds; the municipality fills them in."""

    person = models.OneToOneField("persons.Person", models.PROTECT, primary_key=True, related_name="+")
    arrived_on = models.DateField(null=True, blank=True)
    agreed = models.BooleanField(default=True)
    claimed_on = models.DateField(null=True, blank=True)
    renewed_on = models.DateField(null=True, blank=True)
    sponsor_base = models.CharField(max_length=20, blank=True)
    sponsor_settled_on = models.DateField(null=True, blank=True)
    sponsor_applied_on = models.DateField(null=True, blank=True)
    education = models.CharField(max_length=20, default=Education.UNKNOWN.value, choices=_choices(Education))
    goal = models.CharField(max_length=20, default=Goal.UNKNOWN.value, choices=_choices(Goal))
    with_parents = models.BooleanField(default=False)
    """Lives with parents: the benefit of those under 25 is then one third."""
    mapped_on = models.DateField(null=True, blank=True)
    """Mapping of competence is done."""
    guided_on = models.DateField(null=True, blank=True)
    """Career guidance is given."""
    version = models.IntegerField(default=0)

    objects = scoped(PersonScoped)

    def __str__(self) -> str:
        return str(self.pk)


class Entitlement(models.Model):
    """What one person is entitled to, as computed by one version of the rules from the facts that were known."""

    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    rules = models.CharField(max_length=20)
    """The version of the rules."""
    computed_on = models.DateField()
    superseded_on = models.DateField(null=True, blank=True)
    law = models.CharField(max_length=4, choices=_choices(Law))
    programme = models.CharField(max_length=20, choices=_choices(Category))
    programme_from = models.DateField(null=True, blank=True)
    start_by = models.DateField(null=True, blank=True)
    longest_months = models.IntegerField(null=True, blank=True)
    extension_months = models.IntegerField(null=True, blank=True)
    norwegian = models.CharField(max_length=20, choices=_choices(Category))
    norwegian_from = models.DateField(null=True, blank=True)
    scheme = models.CharField(max_length=20, choices=_choices(Scheme))
    hours_norwegian = models.IntegerField(null=True, blank=True)
    hours_civics = models.IntegerField(null=True, blank=True)
    offer_by = models.DateField(null=True, blank=True)
    done_by = models.DateField(null=True, blank=True)
    assumed = models.BooleanField(default=False)
    waits_for = models.CharField(max_length=120, blank=True)
    """Facts that are missing, separated by spaces."""
    facts = models.JSONField()
    """What it was computed from."""

    objects = scoped(PersonScoped)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(superseded_on=None), name="one_entitlement_in_force"
            ),
        ]
        indexes = [models.Index(fields=["rules"], condition=Q(superseded_on=None), name="entitlement_rules")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.law}"


class Recomputation(models.Model):
    """Everyone is computed again after a rule change: how far it has come, so that it can go on where it stopped."""

    rules = models.CharField(max_length=20, unique=True)
    started_at = models.DateTimeField()
    last_person = models.BigIntegerField(default=0)
    """The highest id that is done."""
    persons = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.rules
