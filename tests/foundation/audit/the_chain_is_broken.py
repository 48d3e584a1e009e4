"""Someone alters the trail behind the application's back: every way of doing it is found."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit import actions

OPEN = "ALTER TABLE audit_event DISABLE TRIGGER USER; ALTER TABLE audit_event NO FORCE ROW LEVEL SECURITY;"
CLOSE = "ALTER TABLE audit_event ENABLE TRIGGER USER; ALTER TABLE audit_event FORCE ROW LEVEL SECURITY;"
LAST = "(SELECT max(id) FROM audit_event)"


def a_case_worker(user_id: int = 7) -> Actor:
    return Actor(
        user_id=user_id,
        name="Kari Berg",
        role="case_worker",
        organisation_id=1,
        organisation_name="Direktoratet",
        organisation_kind="directorate",
        reach="nation",
        organisations=(1,),
    )


def as_owner(sql: str) -> None:
    """What one can do who has the owner's password, and removes the guards first."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(OPEN + sql + ";" + CLOSE)


@pytest.fixture
def trail(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Twelve events, written for good."""
    with django_db_blocker.unblock():
        for number in range(12):
            with walls.asking(a_case_worker()):
                actions.read(a_case_worker(), "persons.person", subject_id=number, persons=[number], fields=["name"])
        yield
        as_owner(
            "ALTER TABLE audit_head DISABLE TRIGGER USER; TRUNCATE audit_event;"
            "UPDATE audit_head SET sequence = 0, digest = ''; ALTER TABLE audit_head ENABLE TRIGGER USER"
        )
        connection.close()


def verify(anchors: Path | None = None) -> str:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("verify_audit", anchors=anchors, stdout=out, stderr=err)
    except CommandError as error:
        return f"{error} {err.getvalue()}"
    return out.getvalue()


def anchored(folder: Path) -> Path:
    call_command("anchor_audit", str(folder / "anchors"), stdout=io.StringIO())
    return folder / "anchors"


def test_a_trail_that_nobody_touched_is_whole(trail: None, tmp_path: Path) -> None:
    assert "is whole: 12 events" in verify(anchored(tmp_path))


@pytest.mark.parametrize(
    "change",
    [
        "reason = 'she asked me to'",
        "actor_id = 8",
        "actor_name = 'Ola Berg'",
        "person_ids = '{99}'",
        "details = '{}'",
        "at = at + interval '1 microsecond'",
        "subject_id = NULL",
        "organisation_name = organisation_name || ' '",
    ],
)
def test_an_altered_event_is_found(trail: None, change: str) -> None:
    as_owner(f"UPDATE audit_event SET {change} WHERE id = {LAST} - 5")
    assert "was altered" in verify()


def test_an_event_altered_with_a_digest_to_match_is_found_in_the_next_link(trail: None) -> None:
    as_owner(f"UPDATE audit_event SET reason = 'x', digest = sha256('x') WHERE id = {LAST} - 5")
    assert "does not hold on to the link before it" in verify()


def test_a_deleted_event_is_found(trail: None) -> None:
    as_owner(f"DELETE FROM audit_event WHERE id = {LAST} - 5")
    assert "links are missing or moved" in verify()


def test_two_events_that_changed_places_are_found(trail: None) -> None:
    as_owner(
        f"UPDATE audit_event SET sequence = -sequence WHERE id IN ({LAST} - 5, {LAST} - 4);"
        f"UPDATE audit_event SET sequence = CASE id WHEN {LAST} - 5 THEN 8 ELSE 7 END WHERE sequence < 0"
    )
    assert "was altered" in verify()


def test_a_cut_tail_is_found_by_the_head(trail: None) -> None:
    as_owner(f"DELETE FROM audit_event WHERE id > {LAST} - 4")
    assert "the end was cut off or changed" in verify()


def test_an_emptied_trail_is_found_by_the_head(trail: None) -> None:
    as_owner("TRUNCATE audit_event")
    assert "the end was cut off or changed" in verify()


def test_a_tail_cut_together_with_its_head_is_found_by_the_anchor(trail: None, tmp_path: Path) -> None:
    anchors = anchored(tmp_path)
    as_owner(
        f"DELETE FROM audit_event WHERE id > {LAST} - 4;"
        "UPDATE audit_head h SET sequence = e.sequence, digest = e.digest FROM audit_event e"
        f" WHERE e.id = {LAST} AND h.stream = e.stream"
    )
    assert "is whole" in verify()
    assert "was anchored, and is missing" in verify(anchors)


def test_a_trail_computed_again_as_a_whole_is_found_by_the_anchor(trail: None, tmp_path: Path) -> None:
    anchors = anchored(tmp_path)
    as_owner(
        "ALTER TABLE audit_head DISABLE TRIGGER USER; UPDATE audit_head SET sequence = 0, digest = '';"
        "CREATE TEMP TABLE copy AS SELECT * FROM audit_event; UPDATE copy SET reason = 'clean'; TRUNCATE audit_event;"
        "ALTER TABLE audit_event ENABLE TRIGGER audit_link; INSERT INTO audit_event SELECT * FROM copy ORDER BY id;"
        "DROP TABLE copy; ALTER TABLE audit_head ENABLE TRIGGER USER"
    )
    assert "is whole" in verify()
    assert "was anchored" in verify(anchors) or "differs from what was anchored" in verify(anchors)


def test_an_anchor_that_someone_else_signed_is_refused(trail: None, tmp_path: Path) -> None:
    anchors = anchored(tmp_path)
    anchors.write_text(anchors.read_text().replace('"at": "2', '"at": "3'))
    assert "not signed with our key" in verify(anchors)


@pytest.mark.parametrize("alias", ["default", "owner"])
@pytest.mark.parametrize(
    "sql",
    ["UPDATE audit_event SET reason = ''", "DELETE FROM audit_event", "TRUNCATE audit_event", "TRUNCATE audit_head"],
)
def test_neither_the_application_nor_the_owner_may_alter_the_trail(trail: None, alias: str, sql: str) -> None:
    with pytest.raises(Exception, match=r"refused|permission denied"), connections[alias].cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("sql", ["UPDATE audit_head SET sequence = 0", "INSERT INTO audit_head VALUES (99, 0, '')"])
def test_the_application_may_not_write_heads(trail: None, sql: str) -> None:
    with pytest.raises(Exception, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(sql)


def other_connection() -> "psycopg.Connection[Any]":
    parameters = connection.get_connection_params()
    wanted = ("dbname", "user", "host", "port", "password")
    return psycopg.connect(**{key: parameters[key] for key in wanted if key in parameters})


WRITE = (
    "INSERT INTO audit_event (stream, sequence, at, actor_id, actor_name, role, organisation_name, verb, what,"
    " subject_id, person_ids, reason, details, previous, digest)"
    " VALUES (0, 0, now(), 7, 'Kari', 'case_worker', '', 'read', 'x.y', NULL, '{1}', '', '{}', '', '')"
)


def entered(other: "psycopg.Connection[Any]") -> Callable[[str], object]:
    other.execute("SELECT set_config('rotfeste.actor', '7', true), set_config('rotfeste.reach', 'nation', true)")
    return other.execute


def test_two_who_read_at_once_do_not_wait_for_each_other(trail: None) -> None:
    with other_connection() as first, other_connection() as second:
        for other in (first, second):
            other.execute("SET lock_timeout = '300ms'")
        entered(first)(WRITE)
        entered(second)(WRITE)
        first.execute("SELECT 1")
        entered(second)(WRITE)
        second.commit()
        first.commit()
    assert "is whole: 15 events" in verify()


def test_thirty_one_connections_at_once_leave_a_whole_trail(trail: None) -> None:
    others = [other_connection() for _ in range(31)]
    for other in others:
        entered(other)(WRITE)
    for other in others[::2]:
        other.commit()
    for other in others[1::2]:
        other.rollback()
    for other in others:
        other.close()
    assert "is whole: 28 events" in verify()
