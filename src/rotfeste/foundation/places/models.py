"""Tables of places, each row with the period in which it was true. Filled by actions.load, from data/."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, IntegerField, Q, Value
from django.db.models.functions import Cast

PERIOD_IS_NOT_EMPTY = Q(valid_until=None) | Q(valid_until__gt=F("valid_from"))


def one_at_a_time(name: str) -> ExclusionConstraint:
    """The same code never means two things on one day."""
    code = Cast("code", IntegerField())
    return ExclusionConstraint(
        name=name,
        expressions=[
            (Func(code, code, Value("[]"), function="int4range"), "="),
            (Func(F("valid_from"), F("valid_until"), function="daterange"), "&&"),
        ],
    )


class County(models.Model):
    """A county in a period."""

    code = models.CharField(max_length=2)
    name = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            one_at_a_time("one_county_per_code_and_day"),
            models.CheckConstraint(condition=PERIOD_IS_NOT_EMPTY, name="county_period_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """A municipality in a period in which its number and name were the same."""

    code = models.CharField(max_length=4)
    name = models.CharField(max_length=80)
    county_code = models.CharField(max_length=2)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    language_form = models.CharField(max_length=2, blank=True)
    """The language that the municipality has resolved to use, nb or nn; empty for neutral or not known."""
    tile_column = models.PositiveSmallIntegerField()
    tile_row = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            one_at_a_time("one_municipality_per_code_and_day"),
            models.CheckConstraint(condition=PERIOD_IS_NOT_EMPTY, name="municipality_period_is_not_empty"),
            models.CheckConstraint(
                condition=Q(code__startswith=F("county_code")), name="municipality_is_numbered_by_county"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Change(models.Model):
    """On a day, a municipality's number, or a part of it, went over to another."""

    class Kind(models.TextChoices):
        """What happened. A split or a boundary says where parts went, never how much."""

        MERGE = "merge"
        SPLIT = "split"
        BOUNDARY = "boundary"
        RENUMBER = "renumber"
        RENAME = "rename"

    on = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    from_code = models.CharField(max_length=4)
    to_code = models.CharField(max_length=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["on", "from_code", "to_code"], name="one_change_per_day_and_pair")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.kind} {self.from_code} → {self.to_code}"


class Region(models.Model):
    """A group of municipalities in a period: IMDi's regions, economic regions, centrality by the standard of 2008."""

    class Kind(models.TextChoices):
        """What the grouping is made for."""

        IMDI = "imdi"
        ECONOMIC = "economic"
        CENTRALITY_2008 = "centrality_2008"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    code = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="one_region_per_code")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A municipality belongs to a region in a period."""

    kind = models.CharField(max_length=20, choices=Region.Kind.choices)
    region_code = models.CharField(max_length=12)
    municipality_code = models.CharField(max_length=4)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "municipality_code", "valid_from"], name="one_region_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_code} in {self.kind} {self.region_code}"


class CityDistrict(models.Model):
    """A part of Oslo. Those that are governed have a council and services of their own."""

    code = models.CharField(max_length=6)
    name = models.CharField(max_length=80)
    municipality_code = models.CharField(max_length=4)
    governed = models.BooleanField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [one_at_a_time("one_city_district_per_code_and_day")]

    def __str__(self) -> str:
        return self.name


class Population(models.Model):
    """How many persons lived in a municipality on 1 January."""

    code = models.CharField(max_length=4)
    year = models.PositiveSmallIntegerField()
    persons = models.PositiveIntegerField()
    source = models.CharField(max_length=80)
    status = models.CharField(max_length=10)
    """published, or computed from the municipalities that became one."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "year"], name="one_population_per_year")]

    def __str__(self) -> str:
        return f"{self.code} {self.year}: {self.persons}"


class Edition(models.Model):
    """Which contents of data/ the tables were filled from."""

    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.digest
