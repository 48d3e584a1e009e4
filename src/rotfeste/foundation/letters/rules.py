"""What a letter is made of: its kinds, what each must state, and how it is numbered."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("nb", "nn", "en")


class Kind(models.TextChoices):
    """What a letter is for. Each kind has one text per language in typesetting/."""

    SETTLEMENT_DECISION_REFUGEE = "settlement_decision_refugee", _("Decision on settlement, to the refugee")
    SETTLEMENT_DECISION_MUNICIPALITY = (
        "settlement_decision_municipality",
        _("Decision on settlement, to the municipality"),
    )
    PLACES_REQUEST = "places_request", _("Request to settle refugees")
    PLACES_REQUEST_COPY = "places_request_copy", _("Requests to settle refugees, copy")
    INTERVIEW_INVITATION = "interview_invitation", _("Invitation to the settlement interview")
    PROGRAMME_DECISION = "programme_decision", _("Decision on the introduction programme")
    PROGRAMME_CERTIFICATE = "programme_certificate", _("Certificate of participation")
    TRAINING_DECISION = "training_decision", _("Decision on Norwegian and civics")
    INDIVIDUAL_PLAN = "individual_plan", _("Individual plan")
    COMPLAINT_OUTCOME = "complaint_outcome", _("Answer to a complaint")
    NAV_HANDOVER = "nav_handover", _("To NAV, with consent")


TITLES: dict[str, dict[str, str]] = {
    Kind.SETTLEMENT_DECISION_REFUGEE: {
        "nb": "Vedtak om bosetting i {municipality}",
        "nn": "Vedtak om busetjing i {municipality}",
        "en": "Decision on settlement in {municipality}",
    },
    Kind.SETTLEMENT_DECISION_MUNICIPALITY: {
        "nb": "Vedtak om bosetting av {count} i {municipality}",
        "nn": "Vedtak om busetjing av {count} i {municipality}",
        "en": "Decision on settlement of {count} in {municipality}",
    },
    Kind.PLACES_REQUEST: {
        "nb": "Anmodning om å bosette flyktninger i {year}",
        "nn": "Oppmoding om å busetje flyktningar i {year}",
        "en": "Request to settle refugees in {year}",
    },
    Kind.PLACES_REQUEST_COPY: {
        "nb": "Kopi: anmodninger til kommunene om å bosette flyktninger i {year}",
        "nn": "Kopi: oppmodingar til kommunane om å busetje flyktningar i {year}",
        "en": "Copy: requests to municipalities to settle refugees in {year}",
    },
    Kind.INTERVIEW_INVITATION: {
        "nb": "Innkalling til bosettingssamtale",
        "nn": "Innkalling til busetjingssamtale",
        "en": "Invitation to the settlement interview",
    },
    Kind.PROGRAMME_DECISION: {
        "nb": "Vedtak om introduksjonsprogram",
        "nn": "Vedtak om introduksjonsprogram",
        "en": "Decision on the introduction programme",
    },
    Kind.PROGRAMME_CERTIFICATE: {
        "nb": "Deltakerbevis for introduksjonsprogram",
        "nn": "Deltakarbevis for introduksjonsprogram",
        "en": "Certificate of participation in the introduction programme",
    },
    Kind.TRAINING_DECISION: {
        "nb": "Vedtak om norsk og samfunnskunnskap",
        "nn": "Vedtak om norsk og samfunnskunnskap",
        "en": "Decision on Norwegian and civics",
    },
    Kind.INDIVIDUAL_PLAN: {
        "nb": "Planen din: vedtak",
        "nn": "Planen din: vedtak",
        "en": "Your plan: decision",
    },
    Kind.COMPLAINT_OUTCOME: {
        "nb": "Svar på klagen din",
        "nn": "Svar på klaga di",
        "en": "Answer to your complaint",
    },
    Kind.NAV_HANDOVER: {
        "nb": "Om en deltaker i introduksjonsprogram",
        "nn": "Om ein deltakar i introduksjonsprogram",
        "en": "About a participant in the introduction programme",
    },
}

COUNTED = {"nb": ("{} person", "{} personer"), "nn": ("{} person", "{} personar"), "en": ("{} person", "{} persons")}

FACTS: dict[str, frozenset[str]] = {
    Kind.SETTLEMENT_DECISION_REFUGEE: frozenset(
        {"municipality", "names", "decided_on", "moving_on", "practicalities", "interpreter_language", "contact"}
    ),
    Kind.SETTLEMENT_DECISION_MUNICIPALITY: frozenset(
        {
            "municipality",
            "persons",
            "group",
            "adaptation",
            "centre",
            "decided_on",
            "moving_on",
            "interpreter_language",
            "contact",
        }
    ),
    Kind.PLACES_REQUEST: frozenset(
        {"municipality", "year", "ordinary_places", "places_for_minors", "already_asked", "answer_by", "contact"}
    ),
    Kind.PLACES_REQUEST_COPY: frozenset({"year", "municipalities", "answer_by", "contact"}),
    Kind.INTERVIEW_INVITATION: frozenset({"names", "meet_on", "meet_at", "place", "interpreter_language", "contact"}),
    Kind.PROGRAMME_DECISION: frozenset(
        {
            "name",
            "municipality",
            "what",
            "decided_on",
            "from_on",
            "last_day",
            "section",
            "law",
            "reasons",
            "complaint_weeks",
            "contact",
        }
    ),
    Kind.TRAINING_DECISION: frozenset(
        {
            "name",
            "municipality",
            "what",
            "decided_on",
            "from_on",
            "last_day",
            "hours_norwegian",
            "hours_civics",
            "section",
            "reasons",
            "complaint_weeks",
            "contact",
        }
    ),
    Kind.INDIVIDUAL_PLAN: frozenset(
        {
            "name",
            "municipality",
            "decided_on",
            "starts_on",
            "met_on",
            "main_goal",
            "part_goals",
            "norwegian_goal",
            "phases",
            "measures",
            "section",
            "reasons",
            "complaint_weeks",
            "contact",
        }
    ),
    Kind.COMPLAINT_OUTCOME: frozenset(
        {
            "name",
            "municipality",
            "what",
            "outcome",
            "decided_on",
            "received_on",
            "section",
            "on",
            "reasons",
            "complaint_weeks",
            "contact",
        }
    ),
    Kind.NAV_HANDOVER: frozenset(
        {
            "name",
            "born_on",
            "municipality",
            "consent_on",
            "follow_up_on",
            "programmes",
            "goals",
            "measures",
            "training",
            "contact",
        }
    ),
    Kind.PROGRAMME_CERTIFICATE: frozenset(
        {"name", "born_on", "municipality", "from_on", "last_day", "completed", "law", "measures", "contact"}
    ),
}
"""What each kind must be told.

Dates as ISO text or None; `contact` is {name, phone, email}; `persons` is a list of {name, birth_year};
`group` is family, single_adult, unaccompanied_minor or resettlement; `interpreter_language` is a language's name in the
letter's language, or empty where no interpreter is needed; `practicalities` is free text, or empty; `already_asked` is
how many places the municipality was asked for before; `municipalities` is a list of {number, name, ordinary, minors};
`what` is programme, extension or refusal, and in training: training, refusal, extra_hours, extended_training, or what
someone is exempted from (exempt_norwegian, exempt_civics, exempt_test); the hours are numbers or None; of a complaint:
granted, sent, dismissed or decided, where `outcome` is changed, annulled, upheld or empty, `decided_on` the day of the
decision that it is about, and `on` the day it was answered;
`measures` is a list of {name, from_on, last_day, hours, lessons}, and in a plan of {name, from_on, last_day,
hours, why};
`phases` is a list of {from_on, last_day, text};
to NAV, `programmes` is a list of {municipality, from_on, last_day}, and `training` lists lines of text.
"""

GROUPS = ("family", "single_adult", "unaccompanied_minor", "resettlement")


class FactsMissing(Exception):
    """The letter was not told all that it must state."""


class UnknownLanguage(Exception):
    """There is no text of this letter in this language."""


def checked_facts(kind: str, language: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts, when they are exactly what this kind of letter states."""
    if language not in LANGUAGES:
        raise UnknownLanguage(language)
    if missing := FACTS[kind] - set(facts):
        raise FactsMissing(f"{kind}: {', '.join(sorted(missing))}")
    if unknown := set(facts) - FACTS[kind]:
        raise FactsMissing(f"{kind} does not state {', '.join(sorted(unknown))}")
    return facts


def title_of(kind: str, language: str, facts: dict[str, Any]) -> str:
    """The heading of a letter. It holds no person's name: it is shown in lists and to whoever carries the letter."""
    number = len(facts.get("persons", ()))
    one, many = COUNTED[language]
    count = (one if number == 1 else many).format(number)
    return TITLES[kind][language].format(**{**facts, "count": count})


def journal_number(year: int, sequence: int) -> str:
    """The number in the journal: «2017/000123». Every year begins at 1, and none is left out."""
    return f"{year}/{sequence:06d}"


@dataclass(frozen=True)
class Recipient:
    """Whom a letter goes to. The postal address is mandatory: what is not read digitally is printed and posted."""

    kind: str
    """person, organisation, or office: a named one outside Rotfeste."""
    id: int
    name: str
    address: str
    postcode: str
    city: str
    country: str = "NO"
    digital_id: str = ""
    """Birth number or D-number of a person, organisation number of an organisation; empty where there is none."""

    def __post_init__(self) -> None:
        if self.kind not in ("person", "organisation", "office"):
            raise ValueError(self.kind)
        if not (self.name and self.postcode and self.city):
            raise AddressMissing(self.kind)


class AddressMissing(Exception):
    """A letter cannot be written to someone without a name and a postal address: print is the way out."""
