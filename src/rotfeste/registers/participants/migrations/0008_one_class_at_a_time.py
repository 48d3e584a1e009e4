"""Nobody is in two classes at once; who sees training, school and classes; and each row is about the one enrolled."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINE, MINORS, NATION, ORGANISATION, limit, wall
from rotfeste.registers.participants.scoping import registered_wall
from rotfeste.registers.persons.scoping import own_rows

SEEN = "(SELECT true FROM persons_person p WHERE p.id = person_id)"
OWN = f"({ORGANISATION} AND organisation_id = {MINE})"
ENDLESS = "'infinity'::date"
PERIODS = {
    "training": ("", ""),
    "fulltimeschool": (
        "participants_fulltimeschool.from_on",
        f"coalesce(participants_fulltimeschool.until_on, {ENDLESS})",
    ),
    "groupmember": ("participants_groupmember.from_on", f"coalesce(participants_groupmember.until_on, {ENDLESS})"),
}
ONE_CLASS = "int8range(enrolment_id, enrolment_id, '[]') WITH &&, daterange(from_on, until_on) WITH &&"
ABOUT = "CREATE TRIGGER about_the_enrolled BEFORE INSERT OR UPDATE ON participants_{}"


class Migration(migrations.Migration):
    dependencies = [("participants", "0007_norwegian_and_civics")]

    operations = [
        migrations.RunSQL(
            sql=f"ALTER TABLE participants_groupmember ADD CONSTRAINT in_one_class_at_a_time EXCLUDE USING gist ({ONE_CLASS})",
            reverse_sql="ALTER TABLE participants_groupmember DROP CONSTRAINT in_one_class_at_a_time",
        ),
        *(
            migrations.RunSQL(
                sql=f"{ABOUT.format(table)} FOR EACH ROW EXECUTE FUNCTION participants_same_person()",
                reverse_sql=f"DROP TRIGGER about_the_enrolled ON participants_{table}",
            )
            for table in ("training", "groupmember")
        ),
        *(
            registered_wall(f"participants_{table}", begins=begins, ends=ends)
            for table, (begins, ends) in PERIODS.items()
        ),
        *(limit(f"participants_{table}", f"{MINORS} OR {SEEN} OR {OWN}", name="minors") for table in PERIODS),
        *(own_rows(f"participants_{table}") for table in PERIODS),
        wall("participants_group", see=f"{NATION} OR {OWN}", write=f"{NATION} OR {OWN}"),
    ]
