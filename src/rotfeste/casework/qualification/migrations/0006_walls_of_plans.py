"""Plans are seen with the participant and by who made them; the person sees them, and says what they think of them."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINE, MINORS, ORGANISATION, append_only, limit, own_view
from rotfeste.registers.participants.scoping import registered_wall
from rotfeste.registers.persons.scoping import is_mine, own_rows

SEEN = "(SELECT true FROM persons_person p WHERE p.id = person_id)"
OWN = f"({ORGANISATION} AND organisation_id = {MINE})"
PLAN, ANSWER, REVIEW = (f"qualification_plan{name}" for name in ("", "answer", "review"))


class Migration(migrations.Migration):
    dependencies = [("qualification", "0005_plans"), ("participants", "0003_walls")]

    operations = [
        *(registered_wall(table) for table in (PLAN, ANSWER, REVIEW)),
        *(limit(table, f"{MINORS} OR {SEEN} OR {OWN}", name="minors") for table in (PLAN, ANSWER, REVIEW)),
        own_rows(PLAN),
        own_rows(REVIEW),
        own_view(ANSWER, is_mine(f"{ANSWER}.person_id"), write=is_mine(f"{ANSWER}.person_id")),
        append_only(ANSWER),
        append_only(REVIEW),
    ]
