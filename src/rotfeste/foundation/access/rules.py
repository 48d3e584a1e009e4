"""What each role may do. A permission is «chapter.verb»; a role without it gets a clear refusal."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What an organisation is in the chain."""

    DIRECTORATE = "directorate", _("Directorate")
    COUNTY = "county", _("County")
    MUNICIPALITY = "municipality", _("Municipality")
    CITY_DISTRICT = "city_district", _("City district")
    RECEPTION_CENTRE = "reception_centre", _("Reception centre")
    ASSOCIATION = "association", _("Association of municipalities")


class CentreKind(models.TextChoices):
    """What kind of reception centre an organisation is. Source: IMDi, annual report 2017, section 3."""

    ORDINARY = "ordinary", _("Ordinary reception centre")
    INTEGRATION = "integration", _("Integration reception centre")
    MINORS = "minors", _("Reception centre for unaccompanied minors")
    CARE = "care", _("Care centre for minors under 15")
    ABROAD = "abroad", _("Preparation abroad")


class Role(models.TextChoices):
    """What a person does in an organisation."""

    CASE_WORKER = "case_worker", _("Case worker")
    ADVISER = "adviser", _("Adviser for municipalities")
    SETTLEMENT_OFFICER = "settlement_officer", _("Settlement officer")
    PROGRAMME_ADVISER = "programme_adviser", _("Programme adviser")
    FINANCE = "finance", _("Finance")
    ADMINISTRATOR = "administrator", _("Administrator of users")
    RECEPTION_STAFF = "reception_staff", _("Reception centre staff")
    AUDITOR = "auditor", _("Auditor")


class OwnRole(models.TextChoices):
    """Someone who asks about themselves, or helps someone who does; not a member of staff."""

    PERSON = "refugee", _("The person themselves")
    HELPER = "helper", _("Helper, on behalf of the person")


DIRECTORATE, MUNICIPALITY = OrganisationKind.DIRECTORATE, OrganisationKind.MUNICIPALITY
ROLES_OF_KIND: dict[str, tuple[Role, ...]] = {
    OrganisationKind.DIRECTORATE: (Role.CASE_WORKER, Role.ADVISER, Role.ADMINISTRATOR, Role.AUDITOR),
    OrganisationKind.COUNTY: (Role.ADMINISTRATOR,),
    OrganisationKind.MUNICIPALITY: (
        Role.SETTLEMENT_OFFICER,
        Role.PROGRAMME_ADVISER,
        Role.FINANCE,
        Role.ADMINISTRATOR,
    ),
    OrganisationKind.CITY_DISTRICT: (
        Role.SETTLEMENT_OFFICER,
        Role.PROGRAMME_ADVISER,
        Role.FINANCE,
        Role.ADMINISTRATOR,
    ),
    OrganisationKind.RECEPTION_CENTRE: (Role.RECEPTION_STAFF, Role.ADMINISTRATOR),
    OrganisationKind.ASSOCIATION: (Role.ADMINISTRATOR,),
}

PERMISSIONS: dict[str, frozenset[str]] = {
    Role.CASE_WORKER: frozenset(
        {
            "persons.read",
            "persons.minors",
            "persons.intake",
            "persons.protect",
            "persons.break_glass",
            "audit.person",
            "settlement.read",
            "settlement.request",
            "settlement.decide",
            "settlement.return_mapping",
            "settlement.approve_mapping",
            "settlement.health",
            "settlement.message",
            "capacity.read",
            "capacity.ask",
            "planning.read",
            "planning.decide",
            "reporting.read",
            "letters.read",
            "letters.send",
            "self_settlement.read",
            "self_settlement.clear",
            "self_settlement.tips",
            "participants.read",
            "practice.read",
            "courses.read",
            "quality.read",
            "extracts.read",
            "extracts.freeze",
            "extracts.research",
            "extracts.close",
        }
    ),
    Role.ADVISER: frozenset(
        {
            "persons.read",
            "participants.read",
            "practice.read",
            "courses.read",
            "quality.read",
            "settlement.read",
            "settlement.message",
            "capacity.read",
            "capacity.ask",
            "planning.read",
            "reporting.read",
        }
    ),
    Role.SETTLEMENT_OFFICER: frozenset(
        {
            "persons.read",
            "persons.minors",
            "persons.break_glass",
            "settlement.read",
            "settlement.answer",
            "settlement.move",
            "settlement.return_mapping",
            "settlement.health",
            "settlement.message",
            "capacity.read",
            "capacity.plan",
            "planning.read",
            "planning.budget",
            "letters.read",
            "own_access.issue",
            "self_settlement.read",
            "self_settlement.answer",
            "self_settlement.offer",
            "participants.read",
        }
    ),
    Role.PROGRAMME_ADVISER: frozenset(
        {
            "persons.read",
            "settlement.read",
            "participants.read",
            "participants.register",
            "practice.read",
            "practice.register",
            "courses.read",
            "courses.register",
            "qualification.decide",
            "quality.read",
            "letters.read",
        }
    ),
    Role.FINANCE: frozenset({"capacity.read", "planning.read", "planning.budget"}),
    Role.ADMINISTRATOR: frozenset({"access.administer"}),
    Role.RECEPTION_STAFF: frozenset(
        {
            "persons.read",
            "persons.minors",
            "settlement.read",
            "settlement.map",
            "settlement.health",
            "settlement.message",
            "letters.read",
            "own_access.issue",
            "self_settlement.read",
            "self_settlement.apply",
            "participants.read",
            "participants.register",
        }
    ),
    Role.AUDITOR: frozenset({"audit.read", "reporting.read", "capacity.read", "planning.read", "extracts.read"}),
    OwnRole.PERSON: frozenset(
        {
            "own.read",
            "own.helpers",
            "own.plan",
            "own.reserve",
            "self_settlement.apply",
            "audit.person",
            "persons.minors",
            "participants.read",
        }
    ),
    OwnRole.HELPER: frozenset({"own.read", "audit.person", "persons.minors", "participants.read"}),
    "system": frozenset(
        {
            "persons.read",
            "persons.minors",
            "settlement.read",
            "letters.read",
            "capacity.read",
            "capacity.alert",
            "reporting.read",
            "participants.read",
        }
    ),
}

NATIONAL_ROLES = frozenset({Role.CASE_WORKER, Role.ADVISER, "system"})
"""Roles that see persons of the whole country, when they stand in the directorate."""


def reach_of(role: str, kind: str) -> str:
    """How far an actor sees persons: «nation», «organisation» (need-to-know by case relation) or «none».

    Source: personvernforordningen art. 5 no. 1 c and art. 32: no more than the task needs.
    """
    if "persons.read" not in PERMISSIONS.get(role, frozenset()):
        return "none"
    if role in NATIONAL_ROLES and kind == OrganisationKind.DIRECTORATE:
        return "nation"
    return "organisation"


def may_hold(role: str, kind: str) -> bool:
    """A role belongs to some kinds of organisation only."""
    return role in ROLES_OF_KIND.get(kind, ())


ACR_LEVELS = ("low", "substantial", "high")


def level_reached(reached: str, wanted: str) -> bool:
    """Whether a log-in level («acr») is at least the one wanted; what is unknown reaches nothing."""
    return reached in ACR_LEVELS and ACR_LEVELS.index(reached) >= ACR_LEVELS.index(wanted)


FNR_WEIGHTS = ((3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))


def national_number_is_valid(number: str, *, synthetic_allowed: bool) -> bool:
    """A fødselsnummer or D-number (first digit + 4); synthetic ones (month + 80) only where allowed.

    Weights 3,7,6,1,8,9,4,5,2 and 5,4,3,2,7,6,5,4,3,2, modulus 11. Production must refuse synthetic numbers.
    """
    if len(number) != 11 or not (number.isascii() and number.isdigit()):
        return False
    digits = [int(character) for character in number]
    day, month = int(number[:2]), int(number[2:4])
    day -= 40 if day > 40 else 0
    if month > 80:
        if not synthetic_allowed:
            return False
        month -= 80
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return False
    for weights, place in zip(FNR_WEIGHTS, (9, 10), strict=True):
        remainder = sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11
        if (11 - remainder) % 11 != digits[place]:
            return False
    return True
