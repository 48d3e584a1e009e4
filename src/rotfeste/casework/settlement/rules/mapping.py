"""The settlement interview: what is asked, of whom, and when a second person must look.

The themes follow IMDi's settlement interview; the municipalities' survey of 2023 asked for driving licence, car,
adaptation and school grade (features C22–C28). Adding a field here is all that a new question needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class AnswerState(models.TextChoices):
    """What came of a question; an empty field is never read as «nothing to tell»."""

    GIVEN = "given", _("Asked, and answered")
    NONE = "none", _("Asked, has none")
    DECLINED = "declined", _("Did not want to answer")
    NOT_ASKED = "not_asked", _("Not asked")


class Source(models.TextChoices):
    """Where an answer comes from."""

    INTERVIEW = "interview", _("Told in the interview")
    DOCUMENT = "document", _("Document shown")
    CENTRE = "centre", _("Known by the reception centre")
    AUTHORITY = "authority", _("From the immigration authorities")


class Scope:
    """Of whom a question is asked."""

    HOUSEHOLD = "household"
    ADULT = "adult"  # from 16 years: they are mapped for work and schooling
    CHILD = "child"
    EACH = "each"


ADULT_FROM = 16


@dataclass(frozen=True)
class Field:
    """One question. `flags` are the values that call for a second person."""

    key: str
    section: str
    scope: str
    label: Promise
    kind: str = "text"  # text, number, choice
    choices: tuple[tuple[str, Promise], ...] = ()
    required: bool = True
    health: bool = False
    flags: frozenset[str] = field(default_factory=frozenset)
    hint: Promise | str = ""


YES_NO = (("yes", _("Yes")), ("no", _("No")))
SECTIONS: dict[str, Promise] = {
    "language": _("Language"),
    "schooling": _("Schooling"),
    "work": _("Work"),
    "network": _("Family and network in Norway"),
    "transport": _("Driving licence and car"),
    "dwelling": _("Dwelling"),
    "children": _("Children"),
    "safety": _("Safety"),
    "health": _("Health and adaptation"),
    "other": _("Other"),
}
LITERACY = (("no", _("No")), ("some", _("Some")), ("well", _("Well")))
EDUCATION = (
    ("none", _("No schooling")),
    ("primary", _("Primary school")),
    ("secondary", _("Upper secondary school")),
    ("higher", _("University or college")),
)
CARE = (
    ("none", _("No need")),
    ("staffed", _("A dwelling with staff")),
    ("institution", _("A place in an institution")),
)
DISTANCE = (("none", _("No need")), ("hour", _("Within an hour")), ("near", _("In or beside the town of a hospital")))
KIN = (
    ("municipality", _("In the same municipality")),
    ("region", _("In the same economic region")),
    ("county", _("In the same county")),
)
H, A, K, E = Scope.HOUSEHOLD, Scope.ADULT, Scope.CHILD, Scope.EACH
FIELDS: tuple[Field, ...] = (
    Field("interpreter", "language", A, _("Needs an interpreter"), "choice", YES_NO),
    Field("interpreter_language", "language", A, _("Language for the interpreter")),
    Field("literacy", "language", A, _("Reads and writes own language"), "choice", LITERACY),
    Field("norwegian", "language", A, _("Norwegian or English"), required=False),
    Field("education", "schooling", A, _("Highest schooling"), "choice", EDUCATION),
    Field("school_years", "schooling", A, _("Years of school"), "number"),
    Field("subject", "schooling", A, _("Subject or training"), required=False),
    Field("occupation", "work", A, _("Work experience")),
    Field("work_years", "work", A, _("Years of work"), "number", required=False),
    Field("work_wish", "work", A, _("Wishes for work or education"), required=False),
    Field("network", "network", H, _("Relatives and friends in Norway")),
    Field(
        "network_place",
        "network",
        H,
        _("Municipality where near relatives live"),
        "place",
        required=False,
        hint=_("The municipality's number or name."),
    ),
    Field("wish_place", "network", H, _("Municipality wished for"), "place", required=False),
    Field(
        "kin_near",
        "network",
        H,
        _("How near relatives who also wait"),
        "choice",
        KIN,
        required=False,
        hint=_("Only where near relatives in another household wait for a place too."),
    ),
    Field("licence", "transport", A, _("Driving licence (class and country)")),
    Field("car", "transport", H, _("Has a car"), "choice", YES_NO),
    Field("rooms", "dwelling", H, _("Bedrooms needed"), "number"),
    Field("accessible", "dwelling", H, _("Needs a dwelling without steps"), "choice", YES_NO),
    Field("school_grade", "children", K, _("School grade or kindergarten")),
    Field(
        "social_control",
        "safety",
        H,
        _("Worry about forced marriage, violence or social control"),
        "choice",
        YES_NO,
        flags=frozenset({"yes"}),
    ),
    Field("conflict", "safety", H, _("People or places to keep away from"), flags=frozenset({"*"})),
    Field("adaptation", "health", E, _("Needs adaptation"), health=True, flags=frozenset({"*"})),
    Field("follow_up", "health", E, _("Needs follow-up by health services"), health=True),
    Field(
        "mental_health", "health", E, _("Mental health or behaviour that the municipality must know of"), health=True
    ),
    Field("hospital", "health", H, _("Distance to hospital"), "choice", DISTANCE, health=True),
    Field("institution", "health", H, _("Care around the clock"), "choice", CARE, required=False, health=True),
    Field("other", "other", H, _("Anything else the municipality should know"), required=False),
)
BY_KEY: Mapping[str, Field] = {row.key: row for row in FIELDS}


def asked_of(age: int) -> tuple[Field, ...]:
    """The questions for one person of this age (the household's own apart)."""
    scopes = {E, A if age >= ADULT_FROM else K}
    if ADULT_FROM <= age < 18:
        scopes.add(K)
    return tuple(row for row in FIELDS if row.scope in scopes)


def of_household() -> tuple[Field, ...]:
    """The questions for the household as a whole."""
    return tuple(row for row in FIELDS if row.scope == H)


def is_flagged(key: str, state: str, value: str) -> bool:
    """Whether this answer calls for a second person before it is released."""
    row = BY_KEY[key]
    return state == AnswerState.GIVEN and bool(row.flags) and ("*" in row.flags or value in row.flags)


@dataclass
class WrongAnswer(Exception):
    """An answer that does not fit its question: «empty», «not_a_number», «unknown_choice» or «needless»."""

    key: str
    code: str


def check_answer(key: str, state: str, value: str) -> None:
    """An answer is given exactly when it has a value of the right kind. Raises WrongAnswer."""
    row = BY_KEY[key]
    if state != AnswerState.GIVEN:
        if value:
            raise WrongAnswer(key, "needless")
        return
    if not value:
        raise WrongAnswer(key, "empty")
    if row.kind == "number" and not (value.isascii() and value.isdigit() and int(value) <= 99):
        raise WrongAnswer(key, "not_a_number")
    if row.kind == "choice" and value not in dict(row.choices):
        raise WrongAnswer(key, "unknown_choice")
    if len(value) > 1000:
        raise WrongAnswer(key, "too_long")
