"""The settlement interview and what it gave."""

from django.db import models
from django.db.models import Q

from rotfeste.casework.settlement.models.case import Case, CaseScoped
from rotfeste.casework.settlement.rules.mapping import AnswerState, Source
from rotfeste.casework.settlement.states import InterviewStatus
from rotfeste.foundation.access.scoping import scoped


class Interview(models.Model):
    """The settlement interview of one case, held by the reception centre."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="interview")
    status = models.CharField(max_length=10, choices=InterviewStatus.choices, default=InterviewStatus.DUE)
    due_on = models.DateField()
    held_on = models.DateField(null=True)
    interpreter_used = models.BooleanField(default=False)
    submitted_on = models.DateField(null=True)
    submitted_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    completeness = models.DecimalField(max_digits=4, decimal_places=3, default=0)
    """The share of required questions that were asked, 0–1."""
    flagged = models.BooleanField(default=False)
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    returned_on = models.DateField(null=True)
    returned_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    return_reason = models.CharField(max_length=500, blank=True)
    return_deadline_on = models.DateField(null=True)
    times_returned = models.IntegerField(default=0)

    objects = scoped(CaseScoped)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=[InterviewStatus.SUBMITTED, InterviewStatus.APPROVED])
                | Q(submitted_on__isnull=False, held_on__isnull=False),
                name="sent_in_interview_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("submitted_by")),
                name="nobody_approves_own_interview",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.status}"


class AnswerBase(models.Model):
    """One answer: what came of the question, its source and date, and whether it has been verified."""

    person_id: int | None

    key = models.CharField(max_length=30)
    state = models.CharField(max_length=10, choices=AnswerState.choices)
    value = models.CharField(max_length=1000, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.INTERVIEW)
    asked_on = models.DateField(null=True)
    verified = models.BooleanField(default=False)

    objects = scoped(CaseScoped)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "key"], nulls_distinct=False, name="%(class)s_is_given_once"
            ),
            models.CheckConstraint(
                condition=Q(state=AnswerState.GIVEN) & ~Q(value="") | ~Q(state=AnswerState.GIVEN) & Q(value=""),
                name="%(class)s_has_a_value_when_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.state}"


class Answer(AnswerBase):
    """An answer that everyone with a task in the case may see. Without a person it is the household's."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="answers")
    person = models.ForeignKey("persons.Person", models.PROTECT, null=True, related_name="+")

    class Meta(AnswerBase.Meta):
        pass


class HealthAnswer(AnswerBase):
    """An answer about health: only by consent, and only seen after log-in at level high."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="health_answers")
    person = models.ForeignKey("persons.Person", models.PROTECT, null=True, related_name="+")

    class Meta(AnswerBase.Meta):
        pass


class Consent(models.Model):
    """An adult has said yes or no to health data being shared with the directorate and the municipality."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="consents")
    person = models.ForeignKey("persons.Person", models.PROTECT, related_name="+")
    given = models.BooleanField()
    on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    objects = scoped(CaseScoped)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="one_consent_per_person_and_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.given}"
