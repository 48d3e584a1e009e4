"""Years replayed under other policies: the figures, and apart from them the households that they rest on."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from rotfeste.casework.settlement.states import BacktestStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import ScopedQuerySet, scoped


class BacktestScoped(ScopedQuerySet[Any]):
    """The directorate sees all, others what is published; the figures name no person."""

    def narrow(self, actor: Actor) -> Self:
        """The same rule as the wall in migrations/0013."""
        return self if actor.national else self.exclude(published_on=None)


class BacktestInputScoped(ScopedQuerySet[Any]):
    """Read by the arithmetic alone."""

    def narrow(self, actor: Actor) -> Self:
        """The same rule as the wall in migrations/0013."""
        return self if actor.national and actor.protected and actor.level == "high" else self.none()


class Backtest(models.Model):
    """A year replayed under five policies: what was recorded, and what each would have given.

    A year that is computed again is a new version; those before it stay as they were, with what they rest on.
    """

    year = models.IntegerField()
    version = models.IntegerField(default=1)
    status = models.CharField(max_length=12, choices=BacktestStatus.choices, default=BacktestStatus.COMPUTING)
    made_on = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    published_on = models.DateField(null=True)
    replaced_on = models.DateField(null=True)
    """When a newer version of the year was published in its place."""
    terms = models.JSONField()
    """Weights and limits, as the directorate set them."""
    unknown = models.JSONField(default=list)
    """Parts of the score that had no data."""
    households = models.IntegerField()
    persons = models.IntegerField()
    free = models.IntegerField()
    """The year's places, both kinds."""
    municipalities = models.IntegerField()
    no_percent = models.IntegerField()
    """Of the year's answers, how many were no."""
    answer_days = models.IntegerField()
    input_sha256 = models.CharField(max_length=64)
    policy = models.CharField(max_length=10, blank=True)
    """The policy that is being computed."""
    percent = models.IntegerField(default=0)
    """How much of it is done."""
    interrupt = models.BooleanField(default=False)
    figures = models.JSONField(default=dict)
    """What each policy gives, by its name; one after the other."""
    bound = models.FloatField(null=True)
    """No policy can exceed it: proven by hindsight."""
    seconds = models.FloatField(default=0)

    objects = scoped(BacktestScoped)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=BacktestStatus.READY) | Q(bound__isnull=False),
                name="a_replayed_year_has_its_bound",
            ),
            models.CheckConstraint(
                condition=Q(published_on=None) | Q(status=BacktestStatus.READY), name="only_what_is_whole_is_published"
            ),
            models.CheckConstraint(condition=Q(households__gt=0), name="a_replayed_year_has_someone"),
            models.CheckConstraint(
                condition=Q(replaced_on=None) | Q(published_on__isnull=False), name="only_what_is_published_is_replaced"
            ),
            models.UniqueConstraint(fields=["year", "version"], name="versions_of_a_replayed_year_are_numbered"),
            models.UniqueConstraint(
                fields=["year"], condition=Q(status=BacktestStatus.COMPUTING), name="one_replay_of_a_year_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(published_on__isnull=False, replaced_on=None),
                name="one_version_of_a_replayed_year_is_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} version {self.version} {self.status}"


class BacktestInput(models.Model):
    """The households, places and answers that a replay rests on, compressed, without names or keys of persons."""

    backtest = models.OneToOneField(Backtest, models.PROTECT, primary_key=True, related_name="basis")
    facts = models.BinaryField()
    needs = models.BinaryField()
    """What is about health."""

    objects = scoped(BacktestInputScoped)

    def __str__(self) -> str:
        return str(self.backtest_id)
