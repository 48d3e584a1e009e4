"""What a municipality says of itself is public, as council decisions are; only the municipality itself writes it."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINE, SOMEONE, wall


class Migration(migrations.Migration):
    dependencies = [("capacity", "0008_what_a_municipality_says_of_itself")]

    operations = [wall("capacity_localprofile", see=SOMEONE, write=f"organisation_id = {MINE}")]
