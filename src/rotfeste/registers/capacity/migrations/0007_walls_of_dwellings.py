"""Dwellings are seen by their owner, the directorate's case workers and auditor; who lives in them by who sees them."""

from django.db import migrations

from rotfeste.foundation.access.walls import AUDIT, MINE, NATION, SOMEONE, wall

OWN = f"organisation_id = {MINE}"
SEEN = f"{NATION} OR {OWN} OR {AUDIT}"
HOUSEHOLD = "(SELECT true FROM persons_person p WHERE p.household_id = capacity_tenant.household_id LIMIT 1)"
OWN_TENANCY = f"(SELECT true FROM capacity_tenancy t WHERE t.id = capacity_tenant.tenancy_id AND ({NATION} OR t.{OWN}))"


class Migration(migrations.Migration):
    dependencies = [("capacity", "0006_one_dwelling_one_tenant"), ("persons", "0002_walls")]

    operations = [
        # Plans are public, as council decisions are; only the organisation itself writes them.
        wall("capacity_weekplan", see=f"{NATION} OR {OWN} OR {SOMEONE}", write=OWN),
        wall("capacity_dwelling", see=SEEN, write=OWN),
        # The directorate withdraws and annuls, and what was reserved is then free again.
        wall("capacity_tenancy", see=SEEN, write=f"{NATION} OR {OWN}"),
        wall("capacity_tenant", see=f"{OWN_TENANCY} AND {HOUSEHOLD}", write=OWN_TENANCY),
        wall("capacity_vacancyalert", see=SEEN, write=NATION),
        wall("capacity_vacancyreason", see=SEEN, write=OWN),
    ]
