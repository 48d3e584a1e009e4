"""No address is registered twice for the same days, and nobody is given a place that another has."""

from django.db import migrations

SAME_AREA = "int8range(area, area, '[]') WITH &&"
# Text cannot stand in a GiST index without an extension: its hash, half as wide so that its range does not overflow, can.
SAME_LABEL = "int8range(hashtextextended(label_key, 0) >> 1, hashtextextended(label_key, 0) >> 1, '[]') WITH &&"


def excluded(table: str, name: str, *parts: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        sql=f"ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist ({', '.join(parts)})",
        reverse_sql=f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("capacity", "0005_dwellings_and_versions_of_plans")]

    operations = [
        excluded(
            "capacity_dwelling",
            "one_dwelling_at_an_address",
            SAME_AREA,
            SAME_LABEL,
            "daterange(available_from, available_until) WITH &&",
        ),
        excluded(
            "capacity_tenancy",
            "one_tenant_in_a_place",
            "int8range(dwelling_id, dwelling_id, '[]') WITH &&",
            "int4range(first_place, beyond_place) WITH &&",
            "daterange(from_on, until_on) WITH &&",
        ),
    ]
