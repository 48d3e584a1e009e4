"""The yearly file: its fields with their codes, a line for each person and activity. docs/formats/register-year.md."""

import csv
import hashlib
import hmac
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rotfeste.insight.extracts.rules import Line
from rotfeste.registers.participants.queries import YearLine
from rotfeste.registers.participants.rules.answer import Category, Law
from rotfeste.registers.participants.states import Activity, EndReason, LeaveKind, MeasureCategory

WHO = "duf"
SEX = ("female", "male", "unknown")


@dataclass(frozen=True)
class Field:
    """One column: its name on the wire, and its codes where it has a list."""

    name: str
    codes: tuple[str, ...] = ()
    research: bool = True
    """Research may ask for it; what says who someone is stays out."""


FIELDS = (
    Field("aar"),
    Field(WHO, research=False),
    Field("fodselsdato", research=False),
    Field("fodselsaar"),
    Field("kjonn", SEX),
    Field("statsborgerskap"),
    Field("kommune"),
    Field("lov", tuple(row.value for row in Law)),
    Field("aktivitet", tuple(Activity.values)),
    Field("rettighet", tuple(row.value for row in Category)),
    Field("rett_fra"),
    Field("frist_start"),
    Field("tilbud_dato"),
    Field("vedtak_dato"),
    Field("start_dato"),
    Field("planlagt_slutt"),
    Field("slutt_dato"),
    Field("sluttaarsak", tuple(EndReason.values)),
    Field("fullfort", ("ja", "nei")),
    Field("utvidet", ("ja", "nei")),
    Field("permisjon_dager"),
    Field("permisjon_typer", tuple(LeaveKind.values)),
    Field("fravar_gyldig_dager"),
    Field("fravar_ugyldig_dager"),
    Field("timer_norsk"),
    Field("timer_samfunnskunnskap"),
    Field("timer_kultur"),
    Field("tiltak", tuple(MeasureCategory.values)),
)
NAMES = tuple(field.name for field in FIELDS)
FOR_RESEARCH = tuple(field.name for field in FIELDS if field.research)


def values_of(year: int, line: YearLine, places: Mapping[int, str]) -> dict[str, Any]:
    """One line of the year as the file has it; empty fields are left out."""
    person, row, right = line.person, line.enrolment, line.right
    known = {
        "aar": year,
        WHO: person.duf_number,
        "fodselsdato": _day(person.born_on),
        "fodselsaar": person.born_on.year,
        "kjonn": person.sex,
        "statsborgerskap": person.citizenship,
        "kommune": places.get(line.organisation_id or 0, "")[:4],
        "lov": right.law if right else "",
        "aktivitet": line.activity,
        "rettighet": line.category,
        "rett_fra": _day(line.right_from),
        "frist_start": _day(line.begin_by),
        "tilbud_dato": _day(line.offered_on),
        "vedtak_dato": _day(line.decided_on),
        "start_dato": _day(row.started_on if row else None),
        "planlagt_slutt": _day(row.until_on if row else None),
        "slutt_dato": _day(row.ended_on if row and line.reason else None),
        "sluttaarsak": line.reason,
        "fullfort": "" if line.completed is None else "ja" if line.completed else "nei",
        "utvidet": "ja" if line.extended else "nei",
        "permisjon_dager": line.leave_days,
        "permisjon_typer": " ".join(sorted(line.leave_kinds)),
        "fravar_gyldig_dager": line.absent_days,
        "fravar_ugyldig_dager": line.unexcused_days,
        "timer_norsk": str(line.hours.get("norwegian", "")),
        "timer_samfunnskunnskap": str(line.hours.get("civics", "")),
        "timer_kultur": str(line.hours.get("culture", "")),
        "tiltak": " ".join(sorted(line.measures)),
    }
    return {name: value for name, value in known.items() if value not in ("", None)}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def digest(values: Mapping[str, Any]) -> str:
    """A fingerprint of one line, the same for the same content."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def line_of(values: Mapping[str, Any]) -> Line:
    """The fields that figures are counted from, read back from a line of the file."""

    def day(name: str) -> date | None:
        return date.fromisoformat(values[name]) if values.get(name) else None

    return Line(
        activity=values["aktivitet"],
        municipality=values.get("kommune", ""),
        sex=values["kjonn"],
        category=values.get("rettighet", ""),
        right_from=day("rett_fra"),
        begin_by=day("frist_start"),
        decided_on=day("vedtak_dato"),
        started_on=day("start_dato"),
        ended_on=day("slutt_dato"),
        reason=values.get("sluttaarsak", ""),
        extended=values.get("utvidet") == "ja",
        leave_days=int(values.get("permisjon_dager", 0)),
        measures=frozenset(values.get("tiltak", "").split()),
    )


def as_csv(rows: Iterable[Mapping[str, Any]], names: Sequence[str] = NAMES) -> Iterable[bytes]:
    """Semicolons, UTF-8 with byte order mark, dates as 2017-12-31, piece by piece."""
    yield "\ufeff".encode()
    yield _row(names)
    for row in rows:
        yield _row([row.get(name, "") for name in names])


def _row(cells: Iterable[Any]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode()


def pseudonym(duf: str, *, salt: str, key: str) -> str:
    """The same for one person throughout one extract, and another in each: a keyed hash that nobody can turn round."""
    own_key = hmac.new(key.encode(), salt.encode(), hashlib.sha256).digest()
    return hmac.new(own_key, duf.encode(), hashlib.sha256).hexdigest()[:20]
