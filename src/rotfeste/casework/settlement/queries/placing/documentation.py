"""What the documentation of placement rests on: rounds, decisions, versions of weights, libraries and tests.

Free text that people have written is counted and never quoted: the documentation may leave the house.
"""

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Q

from rotfeste.casework.settlement.models import Placement, Proposal, Request
from rotfeste.casework.settlement.queries.placing.reading import placements
from rotfeste.casework.settlement.rules.clocks import RATES
from rotfeste.casework.settlement.states import ProposalStatus, RequestStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.rates.queries import rates
from rotfeste.foundation.rates.rules import Rate

LIBRARIES = ("numpy", "scipy", "highspy", "Django", "psycopg", "procrastinate", "typst")
TESTED = ("tests/casework/placement", "tests/casework/settlement", "tests/browser")
ABOUT = ("is_placed", "proposals", "a_round", "placement_is", "places_everyone")
"""What is about placement among the tests of settlement and of the browser, by name."""
LATEST = 20
"""How many rounds are listed one by one; sums are over all of them."""


@dataclass(frozen=True)
class RoundLine:
    """One round, what people decided in it, and how many groups came out below chance."""

    round: Placement
    decided: int
    otherwise: int
    below_chance: int
    groups: int


@dataclass(frozen=True)
class Documented:
    """Everything that is known about placement in this installation on a day."""

    on: date
    rounds: list[RoundLine]
    count: int
    first_on: date | None
    decided: int
    otherwise: int
    with_reason: int
    answered: int
    refused: int
    weights: list[Rate]
    changes: list[tuple[Placement, dict[str, tuple[int, int]]]]
    """Rounds whose weights differ from those of the round before: part, and weight before and after."""
    libraries: list[tuple[str, str]]
    tests: list[tuple[str, int]]
    """Files of tests and how many each holds; empty where the tests are not installed."""


def documented(*, today: date, actor: Actor) -> Documented:
    """The figures of the documentation: three questions, whatever the number of rounds and proposals."""
    rows = list(placements(actor=actor).defer("figures", "sources"))
    decided, otherwise, reasons = _decisions(actor)
    said = (
        Request.objects.visible_to(actor)
        .exclude(proposal={})
        .aggregate(
            answered=Count("id", filter=Q(status__in=(RequestStatus.ACCEPTED, RequestStatus.DECLINED))),
            refused=Count("id", filter=Q(status=RequestStatus.DECLINED)),
        )
    )
    known = rates(RATES)
    return Documented(
        on=today,
        rounds=[_line(row, decided, otherwise) for row in rows[:LATEST]],
        count=len(rows),
        first_on=rows[-1].made_on if rows else None,
        decided=sum(decided.values()),
        otherwise=sum(otherwise.values()),
        with_reason=reasons,
        answered=said["answered"],
        refused=said["refused"],
        weights=[rate for key, rate in known.items() if key.startswith("placing_")],
        changes=list(_changes(rows)),
        libraries=[("Python", sys.version.split()[0]), *((name, _version(name)) for name in LIBRARIES)],
        tests=_tests(Path(settings.ROOT)),
    )


def _decisions(actor: Actor) -> tuple[Counter[int], Counter[int], int]:
    """Decided proposals and those decided otherwise, by round, and how many of the latter have a reason."""
    decided, otherwise, reasons = Counter[int](), Counter[int](), 0
    rows = Proposal.objects.visible_to(actor).exclude(status=ProposalStatus.OPEN).order_by()
    with_reason = Count("id", filter=~Q(reason=""))
    for row in rows.values("placement_id", "status").annotate(n=Count("id"), with_reason=with_reason):
        decided[row["placement_id"]] += row["n"]
        if row["status"] != ProposalStatus.ACCEPTED:
            otherwise[row["placement_id"]] += row["n"]
            reasons += row["with_reason"]
    return decided, otherwise, reasons


def _line(row: Placement, decided: Counter[int], otherwise: Counter[int]) -> RoundLine:
    groups = [group for rows in row.fairness.values() for group in rows]
    below = sum(not group["kept_up"] for group in groups)
    return RoundLine(row, decided[row.id], otherwise[row.id], below, len(groups))


def _changes(rows: list[Placement]) -> Iterator[tuple[Placement, dict[str, tuple[int, int]]]]:
    """The newest first, as the rounds are."""
    for row, before in pairwise(rows):
        now, then = row.terms["weights"], before.terms["weights"]
        changed = {key: (then.get(key, 0), value) for key, value in now.items() if value != then.get(key, 0)}
        if changed:
            yield row, changed


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _tests(root: Path) -> list[tuple[str, int]]:
    found = []
    for folder in TESTED:
        for path in sorted((root / folder).glob("*.py")):
            if folder.endswith("placement") or any(word in path.stem for word in ABOUT):
                tree = ast.parse(path.read_text("utf-8"))
                count = sum(isinstance(row, ast.FunctionDef) and row.name.startswith("test_") for row in tree.body)
                if count:
                    found.append((str(path.relative_to(root)), count))
    return found
