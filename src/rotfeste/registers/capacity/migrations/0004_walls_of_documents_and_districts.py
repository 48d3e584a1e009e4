"""Documents and city districts' shares are seen by the directorate and by the municipality and district themselves."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINE, NATION, append_only, wall

OWN = f"organisation_id = {MINE}"


class Migration(migrations.Migration):
    dependencies = [("capacity", "0003_documents_and_city_districts")]

    operations = [
        wall("capacity_decisiondocument", see=f"{NATION} OR {OWN}", write=OWN),
        append_only("capacity_decisiondocument"),
        wall("capacity_districtshare", see=f"{NATION} OR {OWN}", write=OWN),
    ]
