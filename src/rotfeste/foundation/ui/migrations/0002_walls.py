"""Each user sees their own rows only; the system sees all notifications, to send them as e-mail."""

from django.db import migrations

from rotfeste.foundation.access.walls import ACTOR, NATION, wall

OWN = f"user_id = {ACTOR}"
LOGGED_IN_OR_SYSTEM = f"{ACTOR} IS NOT NULL OR {NATION}"


class Migration(migrations.Migration):
    dependencies = [("ui", "0001_initial")]

    operations = [
        wall("ui_savedview", see=OWN),
        wall("ui_notification", see=f"{OWN} OR ({ACTOR} IS NULL AND {NATION})", write=LOGGED_IN_OR_SYSTEM),
    ]
