"""The figures of a replay are the directorate's until they are published; what they rest on is read by nobody else."""

from django.db import migrations

from rotfeste.foundation.access.walls import HEALTH, NATION, PROTECTED, wall


class Migration(migrations.Migration):
    dependencies = [("settlement", "0012_years_replayed")]

    operations = [
        wall("settlement_backtest", see=f"{NATION} OR published_on IS NOT NULL", write=NATION),
        wall("settlement_backtestinput", see=f"{NATION} AND {HEALTH} AND {PROTECTED}"),
    ]
