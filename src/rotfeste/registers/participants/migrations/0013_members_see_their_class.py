"""A participant sees the name of the class that they are in."""

from django.db import migrations

from rotfeste.foundation.access.walls import MY_PERSONS, own_view

MINE = f"id IN (SELECT m.group_id FROM participants_groupmember m WHERE m.person_id = ANY ({MY_PERSONS}))"


class Migration(migrations.Migration):
    dependencies = [("participants", "0012_the_own_column_is_asked_first")]

    operations = [own_view("participants_group", MINE)]
