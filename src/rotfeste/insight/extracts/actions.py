"""Closing a year, comparing it later, and the way of a research extract."""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice

from django.db import connection, transaction

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.roads import walk
from rotfeste.insight.extracts.format import FOR_RESEARCH, digest, line_of
from rotfeste.insight.extracts.models import ExtractPerson, FrozenLine, FrozenYear, ResearchExtract
from rotfeste.insight.extracts.queries import NowLine, lines_now
from rotfeste.insight.extracts.rules import Line, figures
from rotfeste.insight.extracts.states import EXTRACT_ROADS, ExtractStatus, FrozenKind
from rotfeste.registers.participants import queries as participants

AT_A_TIME = 2000
STILL = ("offer", "decision", "enrolment", "ending", "measure", "monthlyhours", "absence", "leave")
"""What stands still while a year is read, so that all of it is from the same moment."""


class NotOverYet(Exception):
    """A year is closed when it is over."""


class FrozenAlready(Exception):
    """The year is closed already in this way, or is final."""


class ProvisionalFirst(Exception):
    """A year is closed as provisional before it is final."""


class ExpiresTooEarly(Exception):
    """The extract would be over before it began."""


class ApprovedByAnother(Exception):
    """Whoever ordered an extract does not approve it."""


@transaction.atomic
def freeze_year(year: int, kind: str, *, now: datetime, today: date, actor: Actor) -> FrozenYear:
    """Close the register's year as it is at this moment, with its figures.

    What is registered later does not alter it. Raises NotOverYet, FrozenAlready, ProvisionalFirst.
    """
    actor.require("extracts.freeze")
    before = set(FrozenYear.objects.select_for_update().filter(year=year).values_list("kind", flat=True))
    if today <= date(year, 12, 31):
        raise NotOverYet
    if kind in before or FrozenKind.FINAL in before:
        raise FrozenAlready
    if kind == FrozenKind.FINAL and not before:
        raise ProvisionalFirst
    row = FrozenYear.objects.create(year=year, kind=kind, frozen_on=today, frozen_at=now, frozen_by_id=actor.known_user)
    with walls.counting(actor, national=True) as counter:
        _stand_still()
        counted = _copy(row, lines_now(year, actor=counter))
    row.figures = {name: [part.part, part.of] for name, part in figures(year, counted).items()}
    row.save()
    audit.changed(actor, "extracts.frozen", subject_id=row.id, year=year, kind=kind, lines=row.lines)
    return row


def _stand_still() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {', '.join(f'participants_{name}' for name in STILL)} IN SHARE MODE")


def _copy(row: FrozenYear, lines: Iterator[NowLine]) -> list[Line]:
    """Write the lines of a year; returns what the figures are counted from."""
    counted, people, chain = [], set(), hashlib.sha256()
    while part := list(islice(lines, AT_A_TIME)):
        made = []
        for line in part:
            row.lines += 1
            mark = digest(line.values)
            chain.update(mark.encode())
            people.add(line.person_id)
            counted.append(line_of(line.values))
            made.append(
                FrozenLine(
                    frozen=row,
                    person_id=line.person_id,
                    number=row.lines,
                    key=line.key,
                    digest=mark,
                    values=line.values,
                )
            )
        FrozenLine.objects.bulk_create(made)
    row.persons, row.digest = len(people), chain.hexdigest()
    return counted


@transaction.atomic
def compare_frozen(frozen_id: int, *, now: datetime, actor: Actor) -> FrozenYear:
    """Count what has changed in the register since a year was closed; what is frozen stays as it is."""
    actor.require("extracts.compare")
    row = FrozenYear.objects.select_for_update().get(id=frozen_id)
    with walls.counting(actor, national=True) as counter:
        rows = FrozenLine.objects.visible_to(counter).filter(frozen=row)
        before = dict(rows.values_list("key", "digest"))
        same = added = 0
        for line in lines_now(row.year, actor=counter):
            known = before.get(line.key)
            added += known is None
            same += known == digest(line.values)
    row.changed, row.added, row.compared_at = len(before) - same, added, now
    row.save()
    return row


@transaction.atomic
def order_extract(
    frozen_id: int,
    *,
    title: str,
    receiver: str,
    purpose: str,
    legal_base: str,
    fields: Sequence[str],
    expires_on: date,
    today: date,
    actor: Actor,
) -> ResearchExtract:
    """Order lines for research: for whom, for what, on which legal base, which fields, how long.

    Raises ExpiresTooEarly.
    """
    actor.require("extracts.research")
    if expires_on <= today:
        raise ExpiresTooEarly
    row = ResearchExtract.objects.create(
        frozen_id=frozen_id,
        title=title.strip(),
        receiver=receiver.strip(),
        purpose=purpose.strip(),
        legal_base=legal_base.strip(),
        fields=[name for name in FOR_RESEARCH if name in fields],
        expires_on=expires_on,
        ordered_by_id=actor.known_user,
        ordered_on=today,
    )
    audit.changed(actor, "extracts.ordered", subject_id=row.id, frozen=frozen_id, fields=row.fields)
    return row


@transaction.atomic
def decide_extract(extract_id: int, *, approved: bool, reason: str, today: date, actor: Actor) -> ResearchExtract:
    """Someone else than who ordered it approves or refuses an extract; whom it is about is settled now.

    Raises ApprovedByAnother, NoSuchRoad.
    """
    actor.require("extracts.research")
    row = ResearchExtract.objects.select_for_update().get(id=extract_id)
    status = walk(EXTRACT_ROADS, row.status, ExtractStatus.APPROVED if approved else ExtractStatus.REFUSED)
    if row.ordered_by_id == actor.user_id:
        raise ApprovedByAnother
    row.status, row.reason = status, reason.strip()
    row.decided_by_id, row.decided_on = actor.user_id, today
    people: set[int] = set()
    if approved:
        row.salt = secrets.token_hex(32)
        lines = FrozenLine.objects.visible_to(actor).filter(frozen_id=row.frozen_id)
        everyone = set(lines.values_list("person_id", flat=True))
        reserved = participants.reserved_among(everyone, actor=actor)
        people = everyone - reserved
        row.persons, row.left_out = len(people), len(reserved)
        ExtractPerson.objects.bulk_create(ExtractPerson(extract=row, person_id=key) for key in sorted(people))
    row.save()
    audit.changed(actor, "extracts.decided", subject_id=row.id, persons=people, status=row.status)
    return row


@transaction.atomic
def close_extract(extract_id: int, *, actor: Actor) -> ResearchExtract:
    """An extract is over: its part of the key is deleted, and the pseudonyms can be made no more. Raises NoSuchRoad."""
    actor.require("extracts.close")
    row = ResearchExtract.objects.select_for_update().get(id=extract_id)
    row.status, row.salt = walk(EXTRACT_ROADS, row.status, ExtractStatus.CLOSED), ""
    row.save()
    audit.changed(actor, "extracts.closed", subject_id=row.id)
    return row
