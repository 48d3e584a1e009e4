"""One host for each centre and training at a time; who sees what host municipalities offer."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINE, NATION, ORGANISATION, wall

OWN = f"({ORGANISATION} AND organisation_id = {MINE})"
ONE_HOST = (
    "int8range(centre_id, centre_id, '[]') WITH &&,"
    " int4range(hashtext(activity), hashtext(activity), '[]') WITH &&, daterange(offered_on, until_on) WITH &&"
)
TABLE = "participants_hostoffer"


class Migration(migrations.Migration):
    dependencies = [("participants", "0009_hosts_and_lists")]

    operations = [
        migrations.RunSQL(
            sql=f"ALTER TABLE {TABLE} ADD CONSTRAINT one_host_at_a_time EXCLUDE USING gist ({ONE_HOST})",
            reverse_sql=f"ALTER TABLE {TABLE} DROP CONSTRAINT one_host_at_a_time",
        ),
        *(
            wall(f"participants_{table}", see=f"{NATION} OR {OWN}", write=f"{NATION} OR {OWN}")
            for table in ("hostoffer", "hostmonth")
        ),
    ]
