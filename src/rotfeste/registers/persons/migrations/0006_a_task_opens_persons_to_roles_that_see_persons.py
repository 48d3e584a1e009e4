"""Finance and administrators belong to an organisation with tasks, but their roles see no person: the wall says so too."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINE, NATION, ORGANISATION

BEFORE = f"{NATION} OR organisation_id = {MINE}"
NOW = f"{NATION} OR ({ORGANISATION} AND organisation_id = {MINE})"


def policies(rule: str) -> str:
    """The four policies of the table that all sight of persons goes through."""
    return f"""
        ALTER POLICY who_asks_see ON persons_involvement USING ({rule});
        ALTER POLICY who_asks_insert ON persons_involvement WITH CHECK ({rule});
        ALTER POLICY who_asks_update ON persons_involvement USING ({rule}) WITH CHECK ({rule});
        ALTER POLICY who_asks_delete ON persons_involvement USING ({rule});
    """


class Migration(migrations.Migration):
    dependencies = [("persons", "0005_deliveries_by_call")]

    operations = [migrations.RunSQL(policies(NOW), policies(BEFORE))]
