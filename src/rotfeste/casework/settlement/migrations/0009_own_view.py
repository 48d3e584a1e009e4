"""A person sees the own case and answers; not health at this level, nor what others in the household have said."""

from django.db import migrations

from rotfeste.casework.settlement.models.case import MEMBERS
from rotfeste.foundation.access.walls import MY_PERSONS, own_limit, own_view
from rotfeste.registers.persons.scoping import own_rows

OWN_CASES = MEMBERS.format(persons=f"SELECT unnest({MY_PERSONS})")
# Worries and conflicts may be about someone else in the household, who reads the same answers.
NOT_TOLD = "'social_control', 'conflict', 'other'"
MINE = f"key NOT IN ({NOT_TOLD}) AND (person_id IS NULL OR person_id = ANY ({MY_PERSONS}))"
CLOSED = (
    "healthanswer",
    "consent",
    "decision",
    "message",
    "dossier",
    "medicalplace",
    "blockedmember",
    "alternativeplacement",
)


class Migration(migrations.Migration):
    dependencies = [
        ("settlement", "0008_walls_of_placement"),
        ("persons", "0009_own_view"),
    ]

    operations = [
        own_view("settlement_case", f"id IN ({OWN_CASES})"),
        own_rows("settlement_member"),
        own_limit("settlement_step", "true"),
        own_limit("settlement_interview", "true"),
        own_limit("settlement_answer", MINE),
        *(own_limit(f"settlement_{name}") for name in CLOSED),
    ]
