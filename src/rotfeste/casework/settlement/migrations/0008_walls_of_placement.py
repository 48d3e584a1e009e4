"""Who sees rounds of placement: the directorate alone; what is about health only at level high."""

from django.db import migrations

from rotfeste.foundation.access.walls import HEALTH, NATION, PROTECTED, wall

ROUND = "(SELECT true FROM settlement_placement p WHERE p.id = {table}.placement_id)"
CASE = "(SELECT true FROM settlement_case c WHERE c.id = settlement_proposal.case_id)"


class Migration(migrations.Migration):
    dependencies = [("settlement", "0007_rounds_of_placement")]

    operations = [
        wall("settlement_placement", see=f"{NATION} AND ({PROTECTED} OR NOT protected)"),
        wall("settlement_placementinput", see=f"{NATION} AND {ROUND.format(table='settlement_placementinput')}"),
        wall(
            "settlement_placementhealth",
            see=f"{NATION} AND {HEALTH} AND {ROUND.format(table='settlement_placementhealth')}",
        ),
        wall("settlement_proposal", see=f"{NATION} AND {CASE}"),
    ]
