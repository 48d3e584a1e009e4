"""The second wall: row-level security in PostgreSQL. Who asks is set in each transaction; policies read it.

Eight settings carry it: rotfeste.actor, .reach, .organisations, .protected, .health (logged in at level high, in a role
that needs it), .minors (a role that works with unaccompanied minors), .person (whose rows someone sees who asks about
themselves: reach «self») and, for the trail, .audit («all», «organisation» or nothing). A transaction that has not said
who asks sees nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import connection, connections, transaction
from django.db.migrations.operations import RunSQL

from rotfeste.foundation.access.actor import NOBODY, Actor

APPEND_ONLY = "append only"
KEPT_BY_DATABASE = "kept by the database"
NATION = "(SELECT current_setting('rotfeste.reach', true) = 'nation')"
ORGANISATION = "(SELECT current_setting('rotfeste.reach', true) = 'organisation')"
MYSELF = "(SELECT coalesce(current_setting('rotfeste.reach', true), '') = 'self')"
MY_PERSONS = "((SELECT string_to_array(nullif(current_setting('rotfeste.person', true), ''), ',')::bigint[])::bigint[])"
PROTECTED = "(SELECT current_setting('rotfeste.protected', true) = 'yes')"
ACTOR = "(SELECT nullif(current_setting('rotfeste.actor', true), '')::bigint)"
AUDIT = "(SELECT current_setting('rotfeste.audit', true) = 'all')"
MINORS = "(SELECT current_setting('rotfeste.minors', true) = 'yes')"
HEALTH = "(SELECT current_setting('rotfeste.health', true) = 'yes')"
SOMEONE = (
    "(SELECT coalesce(current_setting('rotfeste.actor', true), '') <> ''"
    " OR coalesce(current_setting('rotfeste.reach', true), '') = 'nation')"
)
MINE = (
    "ANY ((SELECT string_to_array(nullif(current_setting('rotfeste.organisations', true), ''), ',')::bigint[])"
    "::bigint[])"
)


def enter(actor: Actor) -> None:
    """Tell the database who asks, for the rest of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('rotfeste.actor', %s, true), set_config('rotfeste.reach', %s, true),"
            " set_config('rotfeste.organisations', %s, true), set_config('rotfeste.protected', %s, true),"
            " set_config('rotfeste.health', %s, true), set_config('rotfeste.audit', %s, true),"
            " set_config('rotfeste.minors', %s, true), set_config('rotfeste.person', %s, true)",
            [
                str(actor.user_id or ""),
                actor.reach,
                ",".join(str(number) for number in actor.organisations),
                "yes" if actor.protected else "no",
                "yes" if actor.level == "high" and actor.may("settlement.health") else "no",
                "all" if actor.may("audit.read") else "organisation" if actor.may("access.administer") else "",
                "yes" if actor.may("persons.minors") else "no",
                ",".join(str(number) for number in actor.persons) if actor.asks_about_self else "",
            ],
        )


@contextmanager
def asking(actor: Actor) -> Iterator[Actor]:
    """A transaction in which this actor asks. Outermost one is committed at the end; who asked before is restored."""
    before = getattr(connection, "rotfeste_actor", NOBODY)
    with transaction.atomic():
        enter(actor)
        connection.rotfeste_actor = actor  # type: ignore[attr-defined]
        try:
            yield actor
        finally:
            connection.rotfeste_actor = before  # type: ignore[attr-defined]
        # Only here: after an error, going back to the savepoint says who asked before.
        if not connection.needs_rollback:
            enter(before)


@contextmanager
def counting(actor: Actor, *, national: bool = False, health: bool = False) -> Iterator[Actor]:
    """Counts include hidden persons and minors, or they would be wrong: only sums and means may be asked for in here.

    With `national`, an actor who may read reports counts the whole country without seeing anyone in it. With `health`,
    one whose role needs health data counts it without having logged in at level high.
    """
    if national:
        actor.require("reporting.read")
    reach, level = "nation" if national else actor.reach, "high" if health else actor.level
    everyone = actor.extra | {"persons.minors"}
    with asking(replace(actor, protected=True, reach=reach, level=level, extra=everyone)) as counter:
        yield counter


def wall(table: str, *, see: str, write: str | None = None, name: str = "who_asks") -> RunSQL:
    """Force row-level security on a table: `see` says which rows exist for the actor, `write` which may be written.

    A migration lists one wall per table with person data; tests/house fails where one is missing.
    """
    check = write if write is not None else see
    return RunSQL(
        sql=f"""
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
            CREATE POLICY {name}_see ON {table} FOR SELECT USING ({see});
            CREATE POLICY {name}_insert ON {table} FOR INSERT WITH CHECK ({check});
            CREATE POLICY {name}_update ON {table} FOR UPDATE USING ({see}) WITH CHECK ({check});
            CREATE POLICY {name}_delete ON {table} FOR DELETE USING ({check});
        """,
        reverse_sql=f"""
            DROP POLICY {name}_see ON {table}; DROP POLICY {name}_insert ON {table};
            DROP POLICY {name}_update ON {table}; DROP POLICY {name}_delete ON {table};
            ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
            ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


def limit(table: str, see: str, *, name: str) -> RunSQL:
    """A wall inside the wall: of the rows that the others let through, only those that this one does too."""
    return RunSQL(
        sql=f"CREATE POLICY {name} ON {table} AS RESTRICTIVE FOR ALL USING ({see}) WITH CHECK ({see})",
        reverse_sql=f"DROP POLICY {name} ON {table}",
    )


def own_view(table: str, see: str, *, write: str = "") -> RunSQL:
    """Besides the wall: rows that someone sees who asks about themselves, and those that they may add."""
    insert = f"CREATE POLICY own_insert ON {table} FOR INSERT WITH CHECK ({MYSELF} AND ({write}));" if write else ""
    undo = f"DROP POLICY own_insert ON {table};" if write else ""
    return RunSQL(
        sql=f"CREATE POLICY own_see ON {table} FOR SELECT USING ({MYSELF} AND ({see})); {insert}",
        reverse_sql=f"DROP POLICY own_see ON {table}; {undo}",
    )


def own_limit(table: str, see: str = "false") -> RunSQL:
    """What the wall shows with its parent row, but not to someone who asks about themselves; nor may they write."""
    writing = {"insert": "WITH CHECK", "update": "USING", "delete": "USING"}
    made = [f"CREATE POLICY own_limit ON {table} AS RESTRICTIVE FOR SELECT USING (NOT {MYSELF} OR ({see}))"]
    made += [
        f"CREATE POLICY own_limit_{verb} ON {table} AS RESTRICTIVE FOR {verb.upper()} {how} (NOT {MYSELF})"
        for verb, how in writing.items()
    ]
    gone = [f"DROP POLICY {name} ON {table}" for name in ("own_limit", *(f"own_limit_{verb}" for verb in writing))]
    return RunSQL(sql="; ".join(made), reverse_sql="; ".join(gone))


def append_only(table: str) -> RunSQL:
    """Rows of this table are added, never changed or removed: `grant` leaves those rights out."""
    return RunSQL(
        sql=f"COMMENT ON TABLE {table} IS '{APPEND_ONLY}'",
        reverse_sql=f"COMMENT ON TABLE {table} IS NULL",
    )


def kept_by_database(table: str) -> RunSQL:
    """Rows of this table are written by the database's own triggers alone: the application reads."""
    return RunSQL(
        sql=f"COMMENT ON TABLE {table} IS '{KEPT_BY_DATABASE}'",
        reverse_sql=f"COMMENT ON TABLE {table} IS NULL",
    )


def grant(alias: str, role: str) -> None:
    """Give the application's role what it needs on every table, after a migration. Run as the owner."""
    quoted = connections[alias].ops.quote_name(role)
    with connections[alias].cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
        cursor.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {quoted}")
        for mark, rights in ((APPEND_ONLY, "UPDATE, DELETE"), (KEPT_BY_DATABASE, "INSERT, UPDATE, DELETE")):
            cursor.execute("SELECT oid::regclass::text FROM pg_class WHERE obj_description(oid) = %s", [mark])
            for (table,) in cursor.fetchall():
                cursor.execute(f"REVOKE {rights}, TRUNCATE ON {table} FROM {quoted}")
