"""How far goals were reached is seen with the person, who sees it too."""

from django.db import migrations

from rotfeste.foundation.access.walls import limit
from rotfeste.registers.participants.scoping import minors_in, registered_wall
from rotfeste.registers.persons.scoping import own_rows

TABLE = "qualification_goalresult"


class Migration(migrations.Migration):
    dependencies = [("qualification", "0016_how_far_goals_were_reached"), ("participants", "0003_walls")]

    operations = [registered_wall(TABLE), limit(TABLE, minors_in(TABLE), name="minors"), own_rows(TABLE)]
