"""Who sees the special roads: those who see the case; medical places only at level high; agreements by their parties."""

from django.db import migrations

from rotfeste.foundation.access.walls import HEALTH, MINE, NATION, PROTECTED, wall


def of_case(table: str, extra: str = "true") -> migrations.RunSQL:
    """Rows that are seen with their case."""
    case = f"(SELECT true FROM settlement_case c WHERE c.id = {table}.case_id)"
    return wall(table, see=f"(({NATION} AND {PROTECTED}) OR {case}) AND {extra}")


class Migration(migrations.Migration):
    dependencies = [("settlement", "0003_special_roads")]

    operations = [
        of_case("settlement_dossier"),
        of_case("settlement_medicalplace", HEALTH),
        of_case("settlement_blockedmember"),
        of_case("settlement_alternativeplacement"),
        wall(
            "settlement_neighbouragreement",
            see=f"{NATION} OR centre_id = {MINE} OR municipality_id = {MINE}",
            write=NATION,
        ),
    ]
