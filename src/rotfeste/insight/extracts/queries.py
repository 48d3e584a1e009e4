"""Frozen years, the year as it is now, and extracts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui.components import Task
from rotfeste.insight.extracts.format import FOR_RESEARCH, WHO, line_of, pseudonym, values_of
from rotfeste.insight.extracts.models import ExtractPerson, FrozenLine, FrozenYear, ResearchExtract
from rotfeste.insight.extracts.rules import Part, figures
from rotfeste.insight.extracts.states import ExtractStatus
from rotfeste.registers.participants import queries as participants

PSEUDONYM = "pseudonym"
READ_AT_A_TIME = 2000


class NotOpen(Exception):
    """The extract is not approved, or its time is over."""


@dataclass(frozen=True)
class NowLine:
    """One line of a year, read now."""

    person_id: int
    key: str
    values: dict[str, Any]


def lines_now(year: int, *, actor: Actor) -> Iterator[NowLine]:
    """Every line of a year as the register is now."""
    codes = Organisation.objects.exclude(place_code=None).values_list("id", "place_code")
    places = {key: code or "" for key, code in codes}
    for row in participants.year_lines(year, actor=actor):
        key = f"{row.person.id} {row.activity} {row.enrolment.id if row.enrolment else '-'}"
        yield NowLine(row.person.id, key, values_of(year, row, places))


def figures_now(year: int, *, actor: Actor) -> dict[str, Part]:
    """The figures of a year as the register is now. Sums alone: protected persons and minors are counted."""
    actor.require("reporting.read")
    reads = replace(actor, extra=actor.extra | {"participants.read"})
    with walls.counting(reads, national=True) as counter:
        return figures(year, (line_of(row.values) for row in lines_now(year, actor=counter)))


def frozen_years(*, actor: Actor) -> list[FrozenYear]:
    """Every frozen year, the newest first."""
    actor.require("extracts.read")
    return list(FrozenYear.objects.select_related("frozen_by").order_by("-year", "-frozen_at"))


def frozen_year(frozen_id: int, *, actor: Actor) -> FrozenYear:
    """One frozen year. Raises FrozenYear.DoesNotExist."""
    actor.require("extracts.read")
    return FrozenYear.objects.select_related("frozen_by").get(id=frozen_id)


def frozen_figures(year: int, *, actor: Actor) -> dict[str, dict[str, Part]]:
    """The figures of a year as they were frozen: provisional, final, or neither."""
    actor.require("reporting.read")
    rows = FrozenYear.objects.filter(year=year)
    return {row.kind: parts(row) for row in rows}


def parts(row: FrozenYear) -> dict[str, Part]:
    """The figures that were frozen."""
    return {name: Part(*figure) for name, figure in row.figures.items()}


def file_lines(frozen_id: int, *, actor: Actor) -> Iterator[dict[str, Any]]:
    """The lines of the yearly file in order, without persons that are in no export. The delivery is recorded."""
    actor.require("extracts.freeze")
    rows = FrozenLine.objects.visible_to(actor).filter(frozen_id=frozen_id)
    persons = rows.values_list("person_id", flat=True)
    audit.read(actor, "extracts.file", subject_id=frozen_id, persons=persons.distinct(), lines=rows.count())
    yield from rows.order_by("number").values_list("values", flat=True).iterator(READ_AT_A_TIME)


def research_extracts(*, actor: Actor) -> list[ResearchExtract]:
    """Every research extract, the newest first."""
    actor.require("extracts.read")
    return list(ResearchExtract.objects.select_related("frozen", "ordered_by", "decided_by").order_by("-id"))


def research_extract(extract_id: int, *, actor: Actor) -> ResearchExtract:
    """One research extract. Raises ResearchExtract.DoesNotExist."""
    actor.require("extracts.read")
    return ResearchExtract.objects.select_related("frozen", "ordered_by", "decided_by").get(id=extract_id)


def own_extracts(*, actor: Actor) -> list[ResearchExtract]:
    """The research extracts that someone who asks about themselves is in."""
    actor.require("own.read")
    mine = ExtractPerson.objects.visible_to(actor).filter(person_id__in=actor.persons[:1]).values("extract_id")
    return list(ResearchExtract.objects.filter(id__in=mine).order_by("id"))


def research_lines(extract_id: int, *, today: date, actor: Actor) -> tuple[list[str], list[dict[str, Any]]]:
    """The columns and lines of a research extract, with pseudonyms; whoever has reserved themselves is left out.

    The delivery is recorded with everyone in it. Raises NotOpen.
    """
    actor.require("extracts.research")
    row = ResearchExtract.objects.get(id=extract_id)
    if row.status != ExtractStatus.APPROVED or today >= row.expires_on:
        raise NotOpen
    names = [name for name in FOR_RESEARCH if name in row.fields]
    included = ExtractPerson.objects.visible_to(actor).filter(extract_id=row.id).values_list("person_id", flat=True)
    people = set(included) - participants.reserved_among(included, actor=actor)
    found = FrozenLine.objects.visible_to(actor).filter(frozen_id=row.frozen_id, person_id__in=people)
    lines = [
        {
            PSEUDONYM: pseudonym(values[WHO], salt=row.salt, key=settings.EXTRACT_KEY),
            **{name: values[name] for name in names if name in values},
        }
        for values in found.values_list("values", flat=True)
    ]
    audit.read(actor, "extracts.research_file", subject_id=row.id, persons=people, lines=len(lines))
    return [PSEUDONYM, *names], sorted(lines, key=lambda line: str(line[PSEUDONYM]))


def tasks(actor: Actor, today: date) -> Iterable[Task]:
    """Extracts that someone else has ordered."""
    if not actor.may("extracts.research"):
        return []
    rows = ResearchExtract.objects.filter(status=ExtractStatus.ORDERED).exclude(ordered_by_id=actor.user_id)
    return [Task(_("Extracts for research to decide"), rows.count(), reverse("extracts:extracts"))]
