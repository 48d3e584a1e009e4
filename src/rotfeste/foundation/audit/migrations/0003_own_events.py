"""Someone who asks about themselves leaves events about themselves, and no others."""

from django.db import migrations

from rotfeste.foundation.access.walls import MY_PERSONS, own_view

MINE = f"actor_id IS NULL AND role IN ('refugee', 'helper') AND person_ids <@ {MY_PERSONS} AND person_ids <> '{{}}'"


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_chain")]

    operations = [own_view("audit_event", MINE, write=MINE)]
