"""People, households, permits, stays and responsibility; and who has a task with whom."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from rotfeste.foundation.access.scoping import scoped
from rotfeste.registers.persons.rules import Because, Group, PermitKind, Protection, Relation, Sex, age_on
from rotfeste.registers.persons.scoping import PersonQuerySet, PersonScoped


class Household(models.Model):
    """People who are settled together. Its name is its members."""

    reference = models.CharField(max_length=40, unique=True)
    """The sender's own key, so that the same file twice changes nothing."""
    group = models.CharField(max_length=25, choices=Group.choices)
    resettlement = models.BooleanField(default=False)
    """Comes directly from abroad with an entry permit (overføringsflyktning)."""

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(group=Group.UNACCOMPANIED_MINOR), name="household_minors_alone")
        ]

    def __str__(self) -> str:
        return self.reference


class Person(models.Model):
    """A person with a residence permit, known by the DUF number."""

    duf_number = models.CharField(max_length=12, unique=True)
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    given_key = models.CharField(max_length=80)
    family_key = models.CharField(max_length=80)
    born_on = models.DateField()
    sex = models.CharField(max_length=10, choices=Sex.choices)
    citizenship = models.CharField(max_length=2)
    """ISO 3166-1 alpha-2; XX is stateless."""
    languages = ArrayField(models.CharField(max_length=3), default=list)
    """ISO 639 codes, the best first; letters and interpreters follow the first."""
    relatives = ArrayField(models.CharField(max_length=12), default=list)
    """DUF numbers of near relatives in other households."""
    household = models.ForeignKey(Household, models.PROTECT, related_name="members")
    relation = models.CharField(max_length=10, choices=Relation.choices)
    source = models.CharField(max_length=60)
    received_on = models.DateField()
    came_of_age_on = models.DateField(null=True, blank=True)
    """An unaccompanied minor turned 18, and is seen as other adults are; the database has no clock of its own."""

    objects = scoped(PersonQuerySet)

    class Meta:
        indexes = [
            models.Index(fields=["family_key"], name="person_family_key"),
            models.Index(fields=["given_key"], name="person_given_key"),
            models.Index(fields=["born_on"], name="person_born_on"),
            models.Index(fields=["household"], name="person_household"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(duf_number__regex=r"^[0-9]{12}$"), name="duf_number_has_twelve_digits"),
        ]

    def __str__(self) -> str:
        return self.duf_number

    @property
    def full_name(self) -> str:
        """Given name and family name."""
        return f"{self.given_name} {self.family_name}"

    def age_on(self, day: date) -> int:
        """Whole years on a day."""
        return age_on(self.born_on, day)


class Permit(models.Model):
    """A residence permit, or an entry permit for a resettlement refugee."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="permits")
    kind = models.CharField(max_length=20, choices=PermitKind.choices)
    legal_base = models.CharField(max_length=60)
    decided_on = models.DateField()
    entry_permit_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    objects = scoped(PersonScoped)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "decided_on"], name="a_permit_is_registered_once"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("decided_on")), name="permit_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.decided_on}"

    @property
    def clock_from(self) -> date:
        """The day that waiting is counted from: the entry permit for resettlement refugees, else the decision."""
        return self.entry_permit_on or self.decided_on


class Stay(models.Model):
    """A person lives in a reception centre for a period; `until_on` is the first day not there."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="stays")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = scoped(PersonScoped)

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.from_on}"


class Responsibility(models.Model):
    """A municipality (or city district) is responsible for a person; one at a time, the database sees to it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="responsibilities")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = scoped(PersonScoped)

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.from_on}"


class Involvement(models.Model):
    """An organisation has a task with a person: this, and nothing else, opens the person to the organisation."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="involvements")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    because = models.CharField(max_length=12, choices=Because.choices)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = scoped(PersonScoped)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "because"],
                condition=Q(until_on=None),
                name="one_open_involvement_of_a_kind",
            )
        ]
        indexes = [models.Index(fields=["organisation", "person"], condition=Q(until_on=None), name="involvement_open")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.because}"


class Hidden(models.Model):
    """Ids of persons in households with protected identity or address; every policy reads it, so it holds no more."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="hidden")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    since_on = models.DateField()

    def __str__(self) -> str:
        return "hidden"


class ProtectedDetail(models.Model):
    """What kind of protection, and the protected address: visible only with the own access."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="protected_details")
    kind = models.CharField(max_length=25, choices=Protection.choices)
    address = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = scoped(PersonScoped)

    def __str__(self) -> str:
        return "protected"


class EmergencyAccess(models.Model):
    """Break-glass: someone opened a person outside their tasks, with a written reason, for one day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    user = models.ForeignKey("access.User", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    until_at = models.DateTimeField()
    reviewed_on = models.DateField(null=True, blank=True)
    reviewed_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.user_id} {self.opened_at}"


class Delivery(models.Model):
    """A file (or API call) with permits from the immigration authorities: previewed, then taken in."""

    class Status(models.TextChoices):
        """How far the delivery has come."""

        PREVIEWED = "previewed", "previewed"
        TAKING_IN = "taking_in", "taking in"
        TAKEN_IN = "taken_in", "taken in"
        DISCARDED = "discarded", "discarded"

    received_at = models.DateTimeField()
    received_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    sender = models.CharField(max_length=60)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    """SHA-256 of the content."""
    idempotency_key = models.CharField(max_length=100, null=True, unique=True)
    """The sender's own key for a call, so that a call made twice is one delivery."""
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PREVIEWED)
    rows_new = models.IntegerField(default=0)
    rows_changed = models.IntegerField(default=0)
    rows_same = models.IntegerField(default=0)
    rows_wrong = models.IntegerField(default=0)
    rows_held = models.IntegerField(default=0)
    """Correct rows in a household that has a wrong row: the household waits, whole."""
    taken_in_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.file_name


class DeliveryRow(models.Model):
    """One row of a delivery: what it says, what is wrong with it, or how it differs from what is known."""

    class Outcome(models.TextChoices):
        """What taking the row in would do."""

        NEW = "new", "new"
        CHANGED = "changed", "changed"
        SAME = "same", "same"
        WRONG = "wrong", "wrong"
        HELD = "held", "held"

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="rows")
    number = models.IntegerField()
    household = models.CharField(max_length=40)
    content = models.JSONField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    faults = models.JSONField(default=list)
    """[{field, code, given}]: texts are made in the reader's language when shown."""
    differences = models.JSONField(default=dict)
    """{field: [before, after]}"""
    taken_in = models.BooleanField(default=False)
    protected = models.BooleanField(default=False)
    """Someone in the household has protected identity or address: seen and taken in only with the own access."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="one_row_per_number")]
        indexes = [
            models.Index(fields=["delivery", "outcome", "number"], name="row_outcome"),
            models.Index(fields=["delivery", "household"], condition=Q(taken_in=False), name="row_waiting"),
        ]

    def __str__(self) -> str:
        return str(self.number)
