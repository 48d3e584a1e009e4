"""The requests that were kept by settlement come along."""

from django.db import migrations

COPY = """
SELECT set_config('rotfeste.reach', 'nation', true);
INSERT INTO planning_placesrequest
    (organisation_id, year, number, ordinary, minors, sent_on, answer_by, sent_by_id, reason)
SELECT organisation_id, year, 1, ordinary, minors, sent_on, answer_by, sent_by_id, ''
FROM settlement_placesrequest;
SELECT set_config('rotfeste.reach', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("planning", "0002_walls"), ("settlement", "0002_walls")]

    operations = [migrations.RunSQL(COPY, migrations.RunSQL.noop)]
