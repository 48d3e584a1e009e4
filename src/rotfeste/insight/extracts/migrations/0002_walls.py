"""Frozen lines are seen with the person, in the directorate; figures by staff; extracts also by those who are in them."""

from django.db import migrations

from rotfeste.foundation.access.walls import (
    AUDIT,
    MINORS,
    MY_PERSONS,
    NATION,
    PROTECTED,
    SOMEONE,
    append_only,
    limit,
    own_view,
    wall,
)
from rotfeste.registers.persons.scoping import HIDDEN, own_rows

SEEN = "(SELECT true FROM persons_person p WHERE p.id = person_id)"
IN_IT = (
    "EXISTS (SELECT 1 FROM extracts_extractperson x WHERE x.extract_id = extracts_researchextract.id"
    f" AND x.person_id = ANY ({MY_PERSONS}))"
)


def in_the_directorate(table: str) -> object:
    return wall(table, see=f"{NATION} AND ({PROTECTED} OR person_id NOT IN ({HIDDEN}))", write=NATION)


class Migration(migrations.Migration):
    dependencies = [
        ("extracts", "0001_frozen_years_and_extracts"),
        ("persons", "0010_own_periods_are_known"),
    ]

    operations = [
        wall("extracts_frozenyear", see=SOMEONE, write=NATION),
        in_the_directorate("extracts_frozenline"),
        limit("extracts_frozenline", f"{MINORS} OR {SEEN}", name="minors"),
        append_only("extracts_frozenline"),
        in_the_directorate("extracts_extractperson"),
        limit("extracts_extractperson", f"{MINORS} OR {SEEN}", name="minors"),
        own_rows("extracts_extractperson"),
        append_only("extracts_extractperson"),
        wall("extracts_researchextract", see=f"{NATION} OR {AUDIT}", write=NATION),
        own_view("extracts_researchextract", IN_IT),
    ]
