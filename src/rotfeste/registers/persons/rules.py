"""Numbers and dates that identify people, and what makes a household: plain arithmetic."""

import unicodedata
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

DUF_WEIGHTS = (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)


class Sex(models.TextChoices):
    """Sex as the immigration authorities register it."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    UNKNOWN = "unknown", _("Not stated")


class Relation(models.TextChoices):
    """A member's place in the household."""

    HEAD = "head", _("Main person")
    PARTNER = "partner", _("Spouse or partner")
    CHILD = "child", _("Child")
    PARENT = "parent", _("Parent")
    SIBLING = "sibling", _("Sibling")
    OTHER = "other", _("Other")


class PermitKind(models.TextChoices):
    """What the permit rests on. Source: utlendingsloven; domain facts 1.2."""

    REFUGEE = "refugee", _("Refugee status (section 28)")
    RESETTLEMENT = "resettlement", _("Resettlement refugee (section 35)")
    HUMANITARIAN = "humanitarian", _("Strong humanitarian grounds (section 38)")
    LIMITED = "limited", _("Limited permit until identity is documented (section 38)")
    COLLECTIVE = "collective", _("Collective protection (section 34)")
    FAMILY = "family", _("Family immigration (chapter 6)")
    INDEPENDENT = "independent", _("Independent grounds (section 53)")


class Group(models.TextChoices):
    """Which group a household is settled as. Resettlement refugees are counted in these groups too."""

    UNACCOMPANIED_MINOR = "unaccompanied_minor", _("Unaccompanied minor")
    FAMILY_WITH_CHILDREN = "family_with_children", _("Family with children")
    ADULT = "adult", _("Other adult")


class Because(models.TextChoices):
    """Why an organisation has a task with a person."""

    CENTRE = "centre", _("lives in the centre")
    REQUESTED = "requested", _("is asked to receive")
    RECEIVING = "receiving", _("has accepted")
    RESPONSIBLE = "responsible", _("is responsible")
    SELF_SETTLED = "self_settled", _("has an application for self-settlement from them")


class Protection(models.TextChoices):
    """Protected address or identity. Source: folkeregisterloven § 10-4."""

    CONFIDENTIAL = "confidential", _("Confidential address")
    STRICTLY_CONFIDENTIAL = "strictly_confidential", _("Strictly confidential address")
    IDENTITY = "identity", _("Fictitious identity")


def duf_check_digits(first_ten: str) -> str:
    """The two check digits (00–10) of a DUF number.

    Weights 4,6,3,2,4,6,3,2,7,5 and modulus 11, as SSB's KOSTRA control computes it. The algorithm is not officially
    published, so a number that passes is presumably valid, no more.
    """
    return f"{sum(int(digit) * weight for digit, weight in zip(first_ten, DUF_WEIGHTS, strict=True)) % 11:02d}"


def duf_is_valid(number: str) -> bool:
    """Twelve digits: year, serial number and two check digits."""
    return len(number) == 12 and number.isascii() and number.isdigit() and duf_check_digits(number[:10]) == number[10:]


def age_on(born_on: date, day: date) -> int:
    """Whole years lived on a day."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def search_key(name: str) -> str:
    """How a name is kept for search: lower case, accents off, but æ, ø and å stay themselves."""
    kept = []
    for character in name.casefold():
        if character in "æøå":
            kept.append(character)
        else:
            kept += [part for part in unicodedata.normalize("NFD", character) if not unicodedata.combining(part)]
    return " ".join("".join(kept).split())


def group_of(ages: list[int]) -> Group:
    """The group that ages point to: all under 18 is a minor alone, some under 18 a family with children."""
    if max(ages) < 18:
        return Group.UNACCOMPANIED_MINOR
    return Group.FAMILY_WITH_CHILDREN if min(ages) < 18 else Group.ADULT
