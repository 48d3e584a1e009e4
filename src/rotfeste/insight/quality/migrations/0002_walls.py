"""Scores are seen by the directorate and by the municipality they are about; the nightly count writes them."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINE, NATION, wall


class Migration(migrations.Migration):
    dependencies = [("quality", "0001_scores")]

    operations = [
        wall("quality_qualityscore", see=f"{NATION} OR organisation_id = {MINE}", write=NATION),
        wall("quality_qualitycount", see=NATION),
    ]
