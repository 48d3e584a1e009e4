"""Places are seen by the directorate and by the organisation itself."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINE, NATION, SOMEONE, wall

OWN = f"organisation_id = {MINE}"
SEEN = f"{NATION} OR {OWN} OR {SOMEONE}"


class Migration(migrations.Migration):
    dependencies = [("capacity", "0001_decided_and_ready_places")]

    operations = [
        # Council decisions are public; only the organisation itself writes them.
        wall("capacity_councildecision", see=SEEN, write=OWN),
        wall("capacity_readyweek", see=SEEN, write=OWN),
    ]
