"""Board, participant, a class's month, and everyone's rights after a rule change, in a register of many years.

BENCH_PERSONS says how many persons: 400 000 give 1.2 million decisions and 20 million monthly hour rows. The database
is its own, and is dropped afterwards.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any
from unittest import mock

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from benchmarks.intake import use
from benchmarks.register import peer
from benchmarks.register.made_up import LAST, fill
from benchmarks.report import tell
from rotfeste.doors.demo.building import organisations
from rotfeste.doors.demo.building.staff import actor
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, system
from rotfeste.foundation.access.models import Organisation
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants.actions import rights
from rotfeste.registers.participants.models import Enrolment
from rotfeste.registers.participants.queries import facts_of
from rotfeste.registers.participants.rules import entitlement as rules
from rotfeste.registers.persons.models import Responsibility
from tests.builders import a_browser

TIMES = 7
CLASS = 30
CHUNK = 5000
COMPUTE = frozenset({"participants.compute"})
GOALS = {"board": 1000, "participant": 300, "class": 500, "quality": 1500}
"""Milliseconds. Rotfeste's own goals."""


def measure() -> None:
    """Fill, measure, drop."""
    with a_database():
        began = time.perf_counter()
        organisations.found_all(date(2017, 1, 1), protectors=set())
        made = fill()
        tell(
            "register.filled", made["hours"] / (time.perf_counter() - began), "hour rows/s", {}, **made, size_gb=size()
        )
        largest, middle = places()
        for name, place in (("largest", largest), ("middle", middle)):
            pages(name, place)
        a_class(largest)
        everyones_rights(made["persons"])
        beside_openfisca(made["persons"])


def size() -> float:
    """The database in gigabytes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return round(int(cursor.fetchone()[0]) / 1e9, 2)


def places() -> tuple[Organisation, Organisation]:
    """The municipality with most persons, and the one in the middle."""
    with walls.asking(system("bench")) as asking:
        rows = Responsibility.objects.visible_to(asking).values("organisation_id").annotate(persons=Count("id"))
        ordered = [row["organisation_id"] for row in rows.order_by("-persons")]
    found = Organisation.objects.in_bulk(ordered)
    return found[ordered[0]], found[ordered[len(ordered) // 2]]


def adviser_of(place: Organisation) -> Actor:
    """The programme adviser of a municipality."""
    return actor(f"demo:municipality-{place.place_code}:programme")


def pages(name: str, place: Organisation) -> None:
    """The adviser's board, a participant's page, and the scores of data quality."""
    adviser = adviser_of(place)
    browser = a_browser(adviser)
    with walls.asking(adviser) as asking:
        row = Enrolment.objects.visible_to(asking).filter(organisation=place).order_by("-status", "id").first()
        persons = Responsibility.objects.visible_to(asking).filter(organisation=place).count()
    addresses = {
        "board": reverse("qualification:board"),
        "participant": reverse("qualification:participant", args=[row.person_id]),
        "quality": reverse("quality:quality"),
    }
    for key, address in addresses.items():
        with counted() as seen:
            first = timed(lambda address=address: checked(browser.get(address)))  # type: ignore[misc]
        again = [timed(lambda address=address: checked(browser.get(address))) for _ in range(TIMES)]  # type: ignore[misc]
        beside = {"goal_ms": GOALS[key], "first_ms": round(first)}
        tell(f"register.{key}.{name}", median(again), "ms", beside, persons_here=persons, questions=sum(seen))


def checked(answer: Any) -> None:
    """The page came."""
    if answer.status_code != 200:
        raise SystemExit(f"{answer.request['PATH_INFO']}: {answer.status_code}")


@contextmanager
def counted() -> Iterator[list[int]]:
    """A one for each question to the database."""
    seen: list[int] = []

    def asked(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(1)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(asked):
        yield seen


def timed(run: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    run()
    return (time.perf_counter() - began) * 1000


def a_class(place: Organisation) -> None:
    """The hours of a month for thirty persons, saved at once and recorded."""
    adviser = adviser_of(place)
    with walls.asking(adviser) as asking:
        rows = Enrolment.objects.visible_to(asking).filter(organisation=place, activity="norwegian", status="running")
        ids = list(rows.filter(started_on__lt=date(2017, 11, 1)).values_list("id", flat=True)[:CLASS])

    def save() -> None:
        given = [register.Hours(key, "norwegian", date(2017, 11, 1), Decimal(40), Decimal(4)) for key in ids]
        with walls.asking(adviser) as asking:
            register.register_hours(given, now=timezone.now(), actor=asking)

    with counted() as seen:
        first = timed(save)
    value = median([timed(save) for _ in range(TIMES)])
    tell("register.class", value, "ms", {"goal_ms": GOALS["class"], "first_ms": round(first)}, persons=len(ids),
         questions=sum(seen))  # fmt: skip


def everyones_rights(persons: int) -> None:
    """Everyone computed for the first time, and then once more after a rule has changed."""
    for name, version in (("first", rules.VERSION), ("after_a_rule_change", "bench")):
        with mock.patch.object(rights, "VERSION", version):
            began = time.perf_counter()
            while some():
                pass
            seconds = time.perf_counter() - began
        tell(f"register.rights.{name}", persons / seconds, "persons/s", {"goal": 1000}, persons=persons,
             minutes=round(seconds / 60, 1))  # fmt: skip


def some() -> bool:
    """The next batch, committed."""
    with walls.asking(system("rights", permissions=COMPUTE)) as asking:
        return register.recompute_some(now=timezone.now(), today=LAST, actor=asking)


def beside_openfisca(persons: int) -> None:
    """The same rule over the same persons, the facts in memory: ours one by one with every step, theirs all at once."""
    ours_s = theirs_s = 0.0
    different = counted = with_right = 0
    for begin in range(0, persons, CHUNK):
        with walls.asking(system("rights", permissions=COMPUTE)) as asking:
            facts = list(facts_of(range(begin + 1, begin + CHUNK + 1), on=LAST, actor=asking).values())
        began = time.perf_counter()
        ours = [rules.entitlement(row) for row in facts]
        ours_s += time.perf_counter() - began
        began = time.perf_counter()
        has, since = peer.computed(facts)
        theirs_s += time.perf_counter() - began
        for answer, theirs, day in zip(ours, has, since, strict=True):
            same = (answer.programme.category == "right_and_duty") == bool(theirs)
            day_same = not theirs or answer.programme.from_on == day.astype("datetime64[D]").item()
            different += not (same and day_same)
            with_right += bool(theirs)
        counted += len(facts)
    told = {"persons": counted, "different_answers": different, "with_right_and_duty": with_right}
    theirs = {"openfisca_persons_per_second": round(counted / theirs_s)}
    computes = "law, programme, training, every step with its section; OpenFisca: right and duty and its first day"
    tell("register.rule", counted / ours_s, "persons/s", theirs, **told, computes=computes)


@contextmanager
def a_database() -> Iterator[None]:
    """An empty database of its own beside the measured one, dropped afterwards."""
    before, name = connection.settings_dict["NAME"], "rotfeste_register_bench"
    drop(name)
    with connections["owner"]._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f'CREATE DATABASE "{name}"')
    use(name)
    call_command("prepare", verbosity=0)
    settings.TODAY = LAST
    try:
        yield
    finally:
        use(before)
        drop(name)


def drop(name: str) -> None:
    """Take a database away, if it is there."""
    with connections["owner"]._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
