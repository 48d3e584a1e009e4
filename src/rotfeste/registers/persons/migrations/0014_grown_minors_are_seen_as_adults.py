"""Who came alone as a minor and has turned 18 is seen as other adults are: the municipality decides their programme."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINORS

OF_OTHERS = "household_id NOT IN (SELECT h.id FROM persons_household h WHERE h.\"group\" = 'unaccompanied_minor')"


def alter(see: str) -> str:
    return f"ALTER POLICY minors ON persons_person USING ({see}) WITH CHECK ({see})"


class Migration(migrations.Migration):
    dependencies = [("persons", "0013_minors_come_of_age")]

    operations = [
        migrations.RunSQL(
            alter(f"{MINORS} OR {OF_OTHERS} OR came_of_age_on IS NOT NULL"), alter(f"{MINORS} OR {OF_OTHERS}")
        )
    ]
