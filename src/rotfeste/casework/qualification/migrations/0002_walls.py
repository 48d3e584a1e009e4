"""Benefits are seen with the participant, and computed by the municipality that had them in the month."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINE, MINORS, ORGANISATION, limit
from rotfeste.registers.participants.scoping import registered_wall
from rotfeste.registers.persons.scoping import own_rows

TABLE = "qualification_benefitmonth"
SEEN = "(SELECT true FROM persons_person p WHERE p.id = person_id)"
OWN = f"({ORGANISATION} AND organisation_id = {MINE})"


class Migration(migrations.Migration):
    dependencies = [("qualification", "0001_benefits"), ("participants", "0003_walls")]

    operations = [
        registered_wall(TABLE, begins=f"{TABLE}.month", ends=f"{TABLE}.month + 31"),
        limit(TABLE, f"{MINORS} OR {SEEN} OR {OWN}", name="minors"),
        own_rows(TABLE),
    ]
