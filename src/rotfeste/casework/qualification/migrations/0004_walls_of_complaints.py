"""Complaints are seen with the participant, and written by the municipality whose decision they are about."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINE, MINORS, ORGANISATION, limit
from rotfeste.registers.participants.scoping import registered_wall
from rotfeste.registers.persons.scoping import own_rows

TABLE = "qualification_complaint"
SEEN = "(SELECT true FROM persons_person p WHERE p.id = person_id)"
OWN = f"({ORGANISATION} AND organisation_id = {MINE})"


class Migration(migrations.Migration):
    dependencies = [("qualification", "0003_complaints"), ("participants", "0003_walls")]

    operations = [
        registered_wall(TABLE),
        limit(TABLE, f"{MINORS} OR {SEEN} OR {OWN}", name="minors"),
        own_rows(TABLE),
    ]
