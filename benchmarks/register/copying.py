"""Rows into tables by COPY: constraints and indexes that slow it down are set aside, and made again afterwards."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connections
from django.db.models import Model

CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype = 'f'
    FROM pg_constraint WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('f', 'u', 'x') ORDER BY contype DESC
"""
INDEXES = """
    SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
    WHERE i.indrelid = ANY(%s::regclass[]) AND NOT EXISTS (
        SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.contype <> 'f')
"""
Cell = str | int | None


def table_of(model: type[Model]) -> str:
    """The name of a model's table."""
    return model._meta.db_table


@contextmanager
def set_aside(tables: Sequence[str]) -> Iterator[None]:
    """Walls, triggers, foreign keys and indexes of these tables rest; all stand again afterwards.

    Foreign keys come back unchecked for the rows that were copied: the generator knows what it refers to.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute(CONSTRAINTS, [list(tables)])
        constraints = cursor.fetchall()
        cursor.execute(INDEXES, [list(tables)])
        indexes = cursor.fetchall()
        for table, name, _definition, _foreign in constraints:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}" CASCADE')
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER")
    yield
    with connections["owner"].cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER")
        for _name, definition in indexes:
            cursor.execute(definition)
        for table, name, definition, foreign in reversed(constraints):
            unchecked = " NOT VALID" if foreign else ""
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}{unchecked}')


def copy(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Rows as tab-separated text into a table; None is a missing value."""
    with connections["owner"].cursor() as cursor:
        target = f"COPY {table_of(model)} ({', '.join(columns)}) FROM STDIN"
        with cursor.copy(target) as into:  # type: ignore[attr-defined]
            part: list[str] = []
            for row in rows:
                part.append("\t".join("\\N" if cell is None else str(cell) for cell in row))
                if len(part) >= 20_000:
                    into.write("\n".join(part) + "\n")
                    part = []
            if part:
                into.write("\n".join(part) + "\n")


def continue_numbering(models: Sequence[type[Model]]) -> None:
    """The next row that the application writes gets a number after those that were copied. While the walls rest."""
    with connections["owner"].cursor() as cursor:
        for model in models:
            name = table_of(model)
            last = f"(SELECT coalesce(max(id), 0) + 1 FROM {name})"  # noqa: S608 - our own table
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {last})")


def analyse() -> None:
    """Tell the database how its tables have grown."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
