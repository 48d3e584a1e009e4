"""Who sees which rows: row-level security on every table about a person."""

from django.db import migrations

from rotfeste.foundation.access.walls import ACTOR, AUDIT, MINE, NATION, PROTECTED, wall
from rotfeste.registers.persons.scoping import person_wall

OWN_OR_NATION = f"{NATION} OR organisation_id = {MINE}"
ROW_SEEN = f"{NATION} AND (NOT protected OR {PROTECTED})"


class Migration(migrations.Migration):
    dependencies = [("persons", "0001_people_permits_and_relations")]

    operations = [
        person_wall("persons_person", "id", write=NATION),
        person_wall("persons_permit", write=NATION),
        person_wall("persons_stay"),
        person_wall("persons_responsibility", write=OWN_OR_NATION),
        wall("persons_involvement", see=OWN_OR_NATION),
        person_wall("persons_protecteddetail", write=NATION),
        # Every policy reads which ids are hidden, so everyone may; the table holds nothing else.
        wall("persons_hidden", see="true", write=NATION),
        wall("persons_emergencyaccess", see=f"user_id = {ACTOR} OR organisation_id = {MINE} OR {NATION} OR {AUDIT}"),
        wall("persons_delivery", see=NATION),
        wall("persons_deliveryrow", see=ROW_SEEN, write=NATION),
    ]
