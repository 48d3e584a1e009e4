"""Nobody has two responsible municipalities, or lives in two centres, on one day."""

from django.db import migrations

PERSON = "int8range(person_id, person_id, '[]') WITH &&"
DAYS = "daterange(from_on, until_on) WITH &&"


def one_at_a_time(table: str, name: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        sql=f"ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist ({PERSON}, {DAYS})",
        reverse_sql=f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("persons", "0002_walls")]

    operations = [
        one_at_a_time("persons_responsibility", "one_responsible_municipality_a_day"),
        one_at_a_time("persons_stay", "one_centre_a_day"),
    ]
