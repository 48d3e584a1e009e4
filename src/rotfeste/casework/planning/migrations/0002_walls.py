"""Rounds are the directorate's; estimates and requests are public; figures and budget days are the municipality's own."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINE, NATION, SOMEONE, append_only, wall

OWN = f"organisation_id = {MINE}"


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_needs_rounds_and_requests")]

    operations = [
        wall("planning_estimate", see=SOMEONE, write=NATION),
        wall("planning_estimatepart", see=SOMEONE, write=NATION),
        append_only("planning_estimate"),
        append_only("planning_estimatepart"),
        wall("planning_criteriatable", see=NATION),
        wall("planning_round", see=NATION),
        wall("planning_share", see=NATION),
        wall("planning_indication", see=f"{NATION} OR {OWN}", write=NATION),
        append_only("planning_indication"),
        # How many places are asked for is public.
        wall("planning_placesrequest", see=SOMEONE, write=NATION),
        wall("planning_budgetday", see=f"{NATION} OR {OWN}", write=OWN),
    ]
