"""Whether a period is the organisation's own is asked before the person is looked up: many rows go faster.

Policies that let through are asked in an order that the database chooses: own_period becomes a part of the other.
"""

from django.db import migrations

from rotfeste.foundation.access.walls import MINE, MINORS, ORGANISATION, PROTECTED
from rotfeste.registers.persons.scoping import HIDDEN, seen_through

SEEN = "(SELECT true FROM persons_person p WHERE p.id = person_id)"
OWN = f"({ORGANISATION} AND organisation_id = {MINE})"
KNOWN = f"({OWN} AND ({PROTECTED} OR person_id NOT IN ({HIDDEN})))"


def own_column_first(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        sql=f"""
            DROP POLICY own_period ON {table};
            ALTER POLICY who_asks_see ON {table} USING ({KNOWN} OR {seen_through(f"{table}.person_id")});
            ALTER POLICY minors ON {table} USING ({MINORS} OR {OWN} OR {SEEN});
        """,
        reverse_sql=f"""
            CREATE POLICY own_period ON {table} FOR SELECT USING ({KNOWN});
            ALTER POLICY who_asks_see ON {table} USING ({seen_through(f"{table}.person_id")});
            ALTER POLICY minors ON {table} USING ({MINORS} OR {SEEN} OR {OWN});
        """,
    )


class Migration(migrations.Migration):
    dependencies = [("persons", "0011_minors_are_found_at_once")]

    operations = [own_column_first("persons_responsibility"), own_column_first("persons_stay")]
