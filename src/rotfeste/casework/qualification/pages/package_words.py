"""Words that the package to a municipality and the one to NAV share."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.qualification.states import RecognitionOutcome, RecognitionStatus

PARTS: Mapping[str, str | Promise] = {
    "norwegian": lazy("Norwegian"),
    "civics": lazy("Civics"),
    "tests": lazy("Tests of Norwegian and civics"),
}


def day(iso: str) -> str:
    """A date as short as can be, a dash for none."""
    return date_format(date.fromisoformat(iso), "SHORT_DATE_FORMAT") if iso else "–"


def days(row: Mapping[str, Any]) -> str:
    """From a day to a last one, or on from a day."""
    if not row["last_day"]:
        return _("from %(day)s") % {"day": day(row["from_on"])}
    return f"{day(row['from_on'])} – {day(row['last_day'])}"


def number(text: str) -> str:
    """A number with the language's own decimal mark."""
    return text if (get_language() or "nb")[:2] == "en" else text.replace(".", ",")


def stands(row: Mapping[str, Any]) -> str:
    """How an application to have education recognised stands."""
    if row["outcome"]:
        said = [RecognitionOutcome(row["outcome"]).label, row["recognised_as"], day(row["decided_on"])]
    else:
        said = [RecognitionStatus(row["status"]).label, day(row["sent_on"]) if row["sent_on"] else ""]
    return ", ".join(str(part) for part in said if part)


def document(row: Mapping[str, str]) -> str:
    """A document, and when its translation came."""
    name = f"{row['name']} ({day(row['dated_on'])})"
    return (
        _("%(name)s, translated %(day)s") % {"name": name, "day": day(row["translated_on"])}
        if row["translated_on"]
        else name
    )
