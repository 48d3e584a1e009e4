"""Codes and helpers are seen by those who have a task with the person, and by the person."""

from django.db import migrations

from rotfeste.foundation.access.walls import MYSELF, wall
from rotfeste.registers.persons.scoping import is_mine, seen_through


def own_or_task(table):
    person = f"{table}.person_id"
    return wall(table, see=f"{seen_through(person)} OR ({MYSELF} AND {is_mine(person)})")


class Migration(migrations.Migration):
    dependencies = [("own_access", "0001_codes_and_helpers"), ("persons", "0009_own_view")]

    operations = [own_or_task("own_access_helper"), own_or_task("own_access_code")]
