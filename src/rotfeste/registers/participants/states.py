"""The statuses of offers, decisions and enrolments, the roads between them, and the kinds of what is registered."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


class Activity(models.TextChoices):
    """What someone is offered, enrolled in and leaves."""

    PROGRAMME = "programme", _("Introduction programme")
    NORWEGIAN = "norwegian", _("Norwegian and civics")
    RECEPTION = "reception", _("Norwegian for asylum seekers")
    CULTURE = "culture", _("Norwegian culture and values for asylum seekers")


class OfferStatus(models.TextChoices):
    """What has become of an offer."""

    OPEN = "open", _("Awaits an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


O = OfferStatus  # noqa: E741
OFFER_ROADS: Mapping[str, frozenset[str]] = {
    O.OPEN: frozenset({O.ACCEPTED, O.DECLINED, O.WITHDRAWN}),
    O.ACCEPTED: frozenset(),
    O.DECLINED: frozenset(),
    O.WITHDRAWN: frozenset(),
}


class DeclineReason(models.TextChoices):
    """Why someone says no to an offer. IMDi publishes no list: these are Rotfeste's own."""

    WORK = "work", _("Is in work")
    EDUCATION = "education", _("Is in education")
    HEALTH = "health", _("Health")
    CARE = "care", _("Cares for children or others")
    MOVES = "moves", _("Moves away")
    OTHER = "other", _("Other")


class DecisionKind(models.TextChoices):
    """What a decision is about: those of one kind do not overlap."""

    PROGRAMME = "programme", _("Introduction programme")
    EXTENSION = "extension", _("Extension of the programme")
    NORWEGIAN = "norwegian", _("Norwegian and civics")
    EXTRA_HOURS = "extra_hours", _("Hours beyond those with a right")
    EXTENDED_TRAINING = "extended_training", _("Extended training, collective protection")
    EXEMPT_NORWEGIAN = "exempt_norwegian", _("Exemption from Norwegian")
    EXEMPT_CIVICS = "exempt_civics", _("Exemption from civics")
    EXEMPT_TEST = "exempt_test", _("Exemption from tests")
    PLAN = "plan", _("Individual plan")
    STOP = "stop", _("The programme is stopped")


class DecisionOutcome(models.TextChoices):
    """Whether what was asked for is given."""

    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")


class DecisionStatus(models.TextChoices):
    """Whether a decision stands."""

    IN_FORCE = "in_force", _("In force")
    REPLACED = "replaced", _("Replaced by a new decision")
    ANNULLED = "annulled", _("Annulled")


D = DecisionStatus
DECISION_ROADS: Mapping[str, frozenset[str]] = {
    D.IN_FORCE: frozenset({D.REPLACED, D.ANNULLED}),
    D.REPLACED: frozenset(),
    D.ANNULLED: frozenset(),
}


class EnrolmentStatus(models.TextChoices):
    """How far someone's participation has come."""

    RUNNING = "running", _("Takes part")
    INTERRUPTED = "interrupted", _("Interrupted")
    ENDED = "ended", _("Ended")


E = EnrolmentStatus
ENROLMENT_ROADS: Mapping[str, frozenset[str]] = {
    E.RUNNING: frozenset({E.INTERRUPTED, E.ENDED}),
    E.INTERRUPTED: frozenset({E.RUNNING, E.ENDED}),
    E.ENDED: frozenset(),
}


class MeasureCategory(models.TextChoices):
    """IMDi's twelve published categories of measures. Source: imdikator, tiltakKategori12."""

    NORWEGIAN = "norwegian", _("Training in Norwegian")
    LANGUAGE_PRACTICE = "language_practice", _("Language practice")
    WORK_PRACTICE = "work_practice", _("Work practice")
    LABOUR_COURSE = "labour_course", _("Labour market training")
    WORK = "work", _("Work")
    PRIMARY = "primary", _("Subjects from primary and lower secondary")
    UPPER_SECONDARY = "upper_secondary", _("Subjects from upper secondary")
    VOCATIONAL_COURSE = "vocational_course", _("Vocational course")
    RECOGNITION = "recognition", _("Assessment of competence and qualifications")
    HEALTH = "health", _("Measures for health")
    NETWORK = "network", _("Social networks")
    OTHER = "other", _("Other measures")


class ProgrammePart(models.TextChoices):
    """What the law asks that a programme holds at least. Source: introduksjonsloven § 4; integreringsloven
    chapter 4."""

    NORWEGIAN = "norwegian", _("Training in Norwegian")
    CIVICS = "civics", _("Civics")
    WORK_OR_EDUCATION = "work", _("Measures that lead to work or education")
    LIFE_SKILLS = "life_skills", _("Life skills")
    PARENTING = "parenting", _("Parental guidance")


class HoursKind(models.TextChoices):
    """What hours of training are in."""

    NORWEGIAN = "norwegian", _("Norwegian")
    CIVICS = "civics", _("Civics")
    CIVICS_OWN = "civics_own", _("Civics in a language the person understands")
    CULTURE = "culture", _("Culture and values")


CIVICS_KINDS = (HoursKind.CIVICS, HoursKind.CIVICS_OWN)
KINDS_OF: Mapping[str, tuple[HoursKind, ...]] = {
    Activity.NORWEGIAN: (HoursKind.NORWEGIAN, *CIVICS_KINDS),
    Activity.RECEPTION: (HoursKind.NORWEGIAN, *CIVICS_KINDS),
    Activity.CULTURE: (HoursKind.CULTURE,),
}
"""The kinds of hours that are registered for training, the main one first: the absence of a month stands with it."""


class Track(models.TextChoices):
    """Track of training by the law of 2003, from slow to fast progress. Source: IMDi, annual report 2017."""

    ONE = "1", _("Track 1")
    TWO = "2", _("Track 2")
    THREE = "3", _("Track 3")


class ExemptionGround(models.TextChoices):
    """Why someone is exempted. Source: IMDi, annual report 2017; integreringsloven § 29."""

    NORWEGIAN_KNOWN = "norwegian_known", _("Documented knowledge of Norwegian or Sami")
    CIVICS_KNOWN = "civics_known", _("Documented knowledge of civics")
    HEALTH = "health", _("Special reasons of health")
    WEIGHTY = "weighty", _("Other weighty reasons")


class AbsenceKind(models.TextChoices):
    """Why someone was away. Source: forskrift om fravær og permisjon (FOR-2003-07-18-973)."""

    SELF_CERTIFIED = "self_certified", _("Own sickness, self-certified")
    DOCTOR = "doctor", _("Own sickness, doctor's certificate")
    CHILD = "child", _("Child's sickness")
    HOLIDAY = "holiday", _("Holiday")
    NURSING = "nursing", _("Breastfeeding, some hours of the day")
    UNEXCUSED = "unexcused", _("Without valid reason")


class LeaveKind(models.TextChoices):
    """Kinds of approved leave, which is added to the programme. Source: FOR-2003-07-18-973."""

    PREGNANCY = "pregnancy", _("Pregnancy")
    BIRTH_MOTHER = "birth_mother", _("After birth, mother")
    BIRTH_FATHER = "birth_father", _("After birth, father")
    CARE = "care", _("Care for a child in its first year")
    LONG_SICKNESS = "long_sickness", _("Long sickness")


class EndReason(models.TextChoices):
    """Main activity at the end: IMDi's published reasons, and «not registered», which counts in the denominator."""

    WORK = "work", _("Work")
    EDUCATION = "education", _("Upper secondary education or higher")
    PRIMARY = "primary", _("Primary or lower secondary school")
    QUALIFICATION = "qualification", _("Qualification programme")
    SOCIAL = "social", _("Social assistance")
    OTHER_BENEFIT = "other_benefit", _("Other benefits")
    OTHER = "other", _("Other")
    NOT_REGISTERED = "not_registered", _("Not registered")


class Skill(models.TextChoices):
    """The four parts of the test in Norwegian. Source: imdikator, provetype."""

    SPOKEN = "spoken", _("Spoken")
    LISTENING = "listening", _("Listening")
    READING = "reading", _("Reading")
    WRITTEN = "written", _("Written")


class Level(models.TextChoices):
    """Level in Norwegian by the European framework. Source: imdikator, spraaknivaa; C1 from 2021."""

    BELOW_A1 = "below_a1", _("Below A1")
    A1 = "A1", "A1"
    A2 = "A2", "A2"
    B1 = "B1", "B1"
    B2 = "B2", "B2"
    C1 = "C1", "C1"
    NOT_ASSESSED = "not_assessed", _("Not assessed")


REACHABLE = (Level.A1, Level.A2, Level.B1, Level.B2, Level.C1)
"""Levels that can be a goal, the lowest first."""
