"""Who sees applications: the applicant, their centre, the municipality that is asked, and the directorate."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINE, MYSELF, NATION, ORGANISATION, PROTECTED, wall
from rotfeste.registers.persons.scoping import HIDDEN, involved_with, is_mine

PERSON = "self_settlement_application.person_id"
OURS = f"{ORGANISATION} AND (organisation_id = {MINE} OR centre_id = {MINE}) AND {involved_with(PERSON)}"
SEEN = f"(({NATION} OR ({OURS})) AND ({PROTECTED} OR {PERSON} NOT IN ({HIDDEN}))) OR ({MYSELF} AND {is_mine(PERSON)})"


def of_application(table):
    one = f"(SELECT true FROM self_settlement_application a WHERE a.id = {table}.application_id)"
    return wall(table, see=one)


# Anyone may tell; what was told is the directorate's alone.
REPORTS = f"""
    ALTER TABLE self_settlement_moneyreport ENABLE ROW LEVEL SECURITY;
    ALTER TABLE self_settlement_moneyreport FORCE ROW LEVEL SECURITY;
    CREATE POLICY who_asks_see ON self_settlement_moneyreport FOR SELECT USING ({NATION});
    CREATE POLICY who_asks_insert ON self_settlement_moneyreport FOR INSERT WITH CHECK (status = 'new');
    CREATE POLICY who_asks_update ON self_settlement_moneyreport FOR UPDATE USING ({NATION}) WITH CHECK ({NATION});
    CREATE POLICY who_asks_delete ON self_settlement_moneyreport FOR DELETE USING ({NATION});
"""
UNDO = """
    DROP POLICY who_asks_see ON self_settlement_moneyreport; DROP POLICY who_asks_insert ON self_settlement_moneyreport;
    DROP POLICY who_asks_update ON self_settlement_moneyreport;
    DROP POLICY who_asks_delete ON self_settlement_moneyreport;
    ALTER TABLE self_settlement_moneyreport NO FORCE ROW LEVEL SECURITY;
    ALTER TABLE self_settlement_moneyreport DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("self_settlement", "0001_offers_applications_and_reports"), ("persons", "0009_own_view")]

    operations = [
        wall("self_settlement_application", see=SEEN),
        of_application("self_settlement_contract"),
        of_application("self_settlement_step"),
        # What a municipality offers is public; only itself writes it.
        wall("self_settlement_offer", see="true", write=f"organisation_id = {MINE}"),
        wall("self_settlement_rentlevel", see="true", write=NATION),
        migrations.RunSQL(REPORTS, UNDO),
    ]
