"""An organisation knows in which periods it had a person, so that it may register for them afterwards: ids and days."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINE, MINORS, ORGANISATION, PROTECTED
from rotfeste.registers.persons.scoping import HIDDEN

SEEN = "(SELECT true FROM persons_person p WHERE p.id = person_id)"
OWN = f"({ORGANISATION} AND organisation_id = {MINE})"
KNOWN = f"{OWN} AND ({PROTECTED} OR person_id NOT IN ({HIDDEN}))"


def known(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        sql=f"""
            CREATE POLICY own_period ON {table} FOR SELECT USING ({KNOWN});
            ALTER POLICY minors ON {table} USING ({MINORS} OR {SEEN} OR {OWN}) WITH CHECK ({MINORS} OR {SEEN});
        """,
        reverse_sql=f"""
            DROP POLICY own_period ON {table};
            ALTER POLICY minors ON {table} USING ({MINORS} OR {SEEN}) WITH CHECK ({MINORS} OR {SEEN});
        """,
    )


class Migration(migrations.Migration):
    dependencies = [("persons", "0009_own_view")]

    operations = [known("persons_responsibility"), known("persons_stay")]
