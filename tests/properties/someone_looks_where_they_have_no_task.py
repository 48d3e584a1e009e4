"""Whoever asks whatever: no answer names a person that the one who asks has no task with.

Every household carries a canary in its names, answers and messages that tells whose it is.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from rotfeste.casework.settlement import actions
from rotfeste.casework.settlement.models import Case
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.scoping import ScopedManager
from rotfeste.registers.persons.models import Person
from tests.builders import TODAY, House, a_browser, a_family, an_organisation, complete_answers, someone
from tests.house.every_route_has_a_door import routes
from tests.house.without_persons import WITHOUT_PERSONS
from tests.properties.settings import tried

pytestmark = pytest.mark.django_db
CANARY = re.compile(r"(Alfa|Beta|Gamma)kanari")
WAYS = ("interview_due", "ready", "requested", "accepted", "decided", "settled")
NOT_FOLLOWED = ("log", "api", "role", "step-up", "language", "colours")


@dataclass
class World:
    """Alfa's people live in one centre and are settled in Oslo, Beta's in another and in Bergen; nobody has Gamma's."""

    house: House
    actors: dict[str, tuple[Actor, frozenset[str]]]
    """Each actor, and whose people they have a task with."""
    browsers: dict[str, Client]
    ids: dict[str, list[int]]
    one: ClassVar["World"]


def a_world() -> World:
    house = House()
    other_centre = an_organisation("reception_centre", "Mottak Sør")
    staff, other_staff = house.staff, someone("reception_staff", other_centre)
    canaries = (
        ("Alfa", house.centre, house.oslo, house.officer),
        ("Beta", other_centre, house.bergen, house.officer_b),
    )
    for canary, centre, municipality, officer in canaries:
        house.centre, house.staff = centre, staff if canary == "Alfa" else other_staff
        for upto in WAYS:
            _a_case(house, canary, upto, municipality.id, officer)
    _a_case(house, "Gamma", "ready", house.oslo.id, house.officer)
    alfa, beta = frozenset({"Alfa"}), frozenset({"Beta"})
    actors = {
        "officer": (house.officer, alfa),
        "officer_b": (house.officer_b, beta),
        "district": (someone("settlement_officer", house.district), frozenset()),
        "programme": (someone("programme_adviser", house.bergen), beta),
        "finance": (someone("finance", house.bergen), frozenset()),
        "administrator": (house.administrator, frozenset()),
        "staff": (staff, alfa),
        "other_staff": (other_staff, beta | {"Gamma"}),
        "auditor": (house.auditor, frozenset()),
    }
    with walls.asking(house.case_worker) as actor:
        ids = {
            "case_id": list(Case.objects.visible_to(actor).values_list("id", flat=True)),
            "person_id": list(Person.objects.visible_to(actor).values_list("id", flat=True)),
            "letter_id": [row[0] for row in _asked("SELECT id FROM letters_letter")],
            "dispatch_id": [row[0] for row in _asked("SELECT id FROM letters_dispatch")],
            "organisation_id": [house.oslo.id, house.bergen.id, house.district.id, house.directorate.id],
            "delivery_id": [row[0] for row in _asked("SELECT id FROM persons_delivery")],
        }
    browsers = {name: a_browser(actor) for name, (actor, _tasks) in actors.items()}
    return World(house, actors, browsers, ids)


def _a_case(house: House, canary: str, upto: str, municipality_id: int, officer: Actor) -> None:
    """A household with its canary everywhere a name or a text can stand, as far on its way as this."""
    rows = a_family(given_name=f"{canary}kanari", family_name=f"{canary}kanari")
    for row in rows:
        row["given_name"] = row["family_name"] = f"{canary}kanari"
    (case_id,) = house.take_in(rows)
    if upto == "interview_due":
        return
    with walls.asking(house.staff) as actor:
        said = complete_answers(case_id, TODAY, actor, network=f"{canary}kanari i byen", conflict="")
        actions.save_answers(case_id, said, asked_on=TODAY, actor=actor)
        actions.submit(case_id, held_on=TODAY, interpreter_used=True, today=TODAY, actor=actor)
    _go_on(house, case_id, upto, municipality_id, officer)
    if upto in ("requested", "accepted", "decided"):
        with walls.asking(officer) as actor:
            actions.write_message(case_id, text=f"{canary}kanari kommer", now=timezone.now(), actor=actor)


def _go_on(house: House, case_id: int, upto: str, municipality_id: int, officer: Actor) -> None:
    for status, actor, verb, values in (
        ("requested", house.case_worker, actions.ask, {"organisation_id": municipality_id}),
        ("accepted", officer, actions.accept, {"places_ready_on": TODAY}),
        ("decided", house.case_worker, actions.decide, {"reasons": "Plass."}),
        ("settled", officer, actions.moved_in, {"moved_in_on": TODAY}),
    ):
        if WAYS.index(upto) >= WAYS.index(status):
            with walls.asking(actor):
                verb(case_id, today=TODAY, actor=actor, **values)  # type: ignore[operator]


def _asked(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


@pytest.fixture
def world() -> World:
    return a_world()


def foreign(text: str, tasks: frozenset[str]) -> set[str]:
    """The canaries in a text that its reader has no task with."""
    return set(CANARY.findall(text)) - tasks


# --- By any address

ADDRESSES = sorted({pattern for pattern, name, _page in routes() if name and not pattern.startswith(NOT_FOLLOWED)})
QUERIES = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(["Alfakan", "Betakan", "Gammakan", "17.05.1990", "2017"]),
        "export": st.sampled_from(["csv", "xlsx"]),
        "sort": st.sampled_from(["name", "-name", "deadline", "status", "household"]),
        "page": st.sampled_from(["1", "2", "99"]),
        "status": st.sampled_from([*WAYS, "nonsense"]),
        "person": st.sampled_from(["1", "2", "3"]),
        "year": st.sampled_from(["2017", "1917"]),
    },
)


def told(content: bytes) -> str:
    """What an answer says; a spreadsheet is unpacked first."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as sheet:
            content = b"".join(sheet.read(name) for name in sheet.namelist())
    return content.decode("utf-8", "replace")


def test_no_address_tells_of_people_one_has_no_task_with(world: World) -> None:
    seen: set[str] = set()

    @tried(150)
    @given(st.data())
    def whatever_is_asked(data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(world.actors)))
        address = "/" + data.draw(st.sampled_from(ADDRESSES))
        for kind, key in re.findall(r"<(\w+):(\w+)>", address):
            known = world.ids.get(key, [*range(1, 5)])
            filled = str(data.draw(st.sampled_from(known))) if kind == "int" else "sp1"
            address = address.replace(f"<{kind}:{key}>", filled)
        query, post = data.draw(QUERIES), data.draw(st.booleans())
        browser, before = world.browsers[name], transaction.savepoint()
        answer = (browser.post if post else browser.get)(address, query)
        content = told(answer.getvalue() if answer.streaming else answer.content)
        transaction.savepoint_rollback(before)
        assert answer.status_code < 500, address
        assert not foreign(content, world.actors[name][1]), f"{name} {address} {query}"
        seen.update(CANARY.findall(content))

    whatever_is_asked()
    own = world.browsers["officer"].get(reverse("settlement:coming"))
    assert "Alfakanari" in own.content.decode()


# --- By any question to the database

TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"
SHAPES = (
    "SELECT t::text FROM {a} t",
    "SELECT string_agg(t::text, ',') FROM {a} t",
    "SELECT t::text, u::text FROM {a} t CROSS JOIN {b} u LIMIT 5000",
    "SELECT t::text FROM {a} t WHERE EXISTS (SELECT 1 FROM {b} u)",
    "SELECT (SELECT max(u::text) FROM {b} u), t::text FROM {a} t",
    "WITH w AS MATERIALIZED (SELECT * FROM {a}) SELECT w::text FROM w UNION ALL SELECT u::text FROM {b} u",
    "UPDATE {a} SET id = id RETURNING {a}::text",
    "DELETE FROM {a} RETURNING {a}::text",
)


def test_no_question_to_the_database_tells_of_them_either(world: World) -> None:
    tables = [row[0] for row in _asked(TABLES)]
    walled = [name for name in tables if name not in WITHOUT_PERSONS]

    @tried(200)
    @given(
        st.sampled_from(sorted(world.actors)), st.sampled_from(SHAPES), st.sampled_from(walled), st.sampled_from(tables)
    )
    def whatever_is_asked(name: str, shape: str, a: str, b: str) -> None:
        actor, tasks = world.actors[name]
        answer: list[tuple[Any, ...]] = []
        try:
            with walls.asking(actor):
                answer = _asked(shape.format(a=a, b=b))
                raise Undone
        except Undone:
            pass
        except DatabaseError as error:  # A refusal tells nothing either.
            answer = [(str(error),)]
        assert not foreign(str(answer), tasks), f"{name}: {shape.format(a=a, b=b)}"

    whatever_is_asked()


class Undone(Exception):
    """What was tried is taken back."""


def test_no_manager_gives_a_row_that_the_wall_would_not(world: World) -> None:
    walled = [row for row in apps.get_models() if isinstance(row._default_manager, ScopedManager)]

    @tried(100)
    @given(st.sampled_from(sorted(world.actors)), st.sampled_from(walled), st.integers(0, 400))
    def whatever_is_asked(name: str, model: type[models.Model], key: int) -> None:
        actor, tasks = world.actors[name]
        manager: Any = model._default_manager
        with walls.asking(actor):
            said = list(manager.visible_to(actor).values())
            if isinstance(model._meta.pk, models.AutoField):
                said += manager.visible_to(actor).filter(pk=key).values()
        with walls.asking(world.house.case_worker):
            narrowed = list(manager.visible_to(actor).values())
        assert not foreign(str(said), tasks), f"{name} {model.__name__}"
        assert not foreign(str(narrowed), tasks), f"{name} {model.__name__}: the query alone does not narrow"

    whatever_is_asked()
