"""No table with person data stands open: row-level security is on and forced, and the application owns nothing."""

import pytest
from django.conf import settings
from django.db import connection

from rotfeste.casework.settlement.models import Case, Member
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import NOBODY
from rotfeste.foundation.access.scoping import Unscoped
from rotfeste.registers.persons.models import Person
from tests.builders import House, a_family
from tests.house.without_persons import WITHOUT_PERSONS

pytestmark = pytest.mark.django_db
TABLES = """
    SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, r.rolname,
           ARRAY(SELECT p.polcmd::text FROM pg_policy p WHERE p.polrelid = c.oid ORDER BY 1)
    FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
    WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1
"""


def asked(sql: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def test_every_table_is_walled_or_named_as_holding_no_persons() -> None:
    tables = {row[0]: row for row in asked(TABLES)}
    open_ones = {name for name, row in tables.items() if not row[1]}
    assert open_ones == set(WITHOUT_PERSONS), open_ones ^ set(WITHOUT_PERSONS)


def test_every_wall_says_who_may_read_and_who_may_write() -> None:
    for name, walled, _owner, commands in asked(TABLES):
        if walled:
            assert "r" in commands or "*" in commands, name
            assert "a" in commands or "*" in commands, name


def test_the_application_owns_nothing_and_cannot_pass_the_walls() -> None:
    role = settings.APPLICATION_ROLE
    assert asked("SELECT current_user")[0][0] == role
    assert asked("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = %s", role) == [
        (False, False, False)
    ]
    assert role not in {row[2] for row in asked(TABLES)}


def test_every_view_asks_as_the_one_who_reads_it() -> None:
    views = asked(
        "SELECT relname, reloptions FROM pg_class WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace"
    )
    assert all("security_invoker=true" in (options or []) for _name, options in views)


def test_a_transaction_that_has_not_said_who_asks_sees_nobody() -> None:
    house = House()
    house.a_case(a_family(), upto="settled")
    walls.enter(NOBODY)
    for name, walled, _owner, _commands in asked(TABLES):
        if walled and str(name) not in ("persons_hidden",):
            assert asked(f'SELECT count(*) FROM "{name}"')[0][0] == 0, name


def test_a_manager_gives_no_rows_until_it_is_told_who_asks() -> None:
    for model in (Person, Case, Member):
        with pytest.raises(Unscoped):
            model.objects.count()
        with pytest.raises(Unscoped):
            model.objects.filter(id=1)


def test_the_database_holds_the_wall_when_the_query_forgets() -> None:
    house = House()
    house.a_case(a_family())
    with walls.asking(house.officer):
        assert asked("SELECT count(*) FROM persons_person")[0][0] == 0
        assert asked("SELECT count(*) FROM settlement_case")[0][0] == 0
        assert asked("SELECT count(*) FROM settlement_answer")[0][0] == 0
    with walls.asking(house.case_worker):
        assert asked("SELECT count(*) FROM persons_person")[0][0] == 4


def test_the_trail_can_only_be_added_to() -> None:
    rights = asked(
        "SELECT has_table_privilege(%s, 'audit_event', 'UPDATE'), has_table_privilege(%s, 'audit_event', 'DELETE'),"
        " has_table_privilege(%s, 'audit_event', 'TRUNCATE'), has_table_privilege(%s, 'audit_event', 'INSERT')",
        *[settings.APPLICATION_ROLE] * 4,
    )
    assert rights == [(False, False, False, True)]
