"""What someone has said about research is seen with the person, and said by the person or through the municipality."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINORS, append_only, limit, own_view
from rotfeste.registers.persons.scoping import is_mine, person_wall

TABLE = "participants_reservation"
SEEN = "(SELECT true FROM persons_person p WHERE p.id = person_id)"
MINE = is_mine(f"{TABLE}.person_id")


class Migration(migrations.Migration):
    dependencies = [("participants", "0005_reservations")]

    operations = [
        person_wall(TABLE),
        limit(TABLE, f"{MINORS} OR {SEEN}", name="minors"),
        own_view(TABLE, MINE, write=MINE),
        append_only(TABLE),
    ]
