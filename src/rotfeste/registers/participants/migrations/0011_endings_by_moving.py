"""An ending can be a move: another municipality decides anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_tries_are_counted"),
        ("participants", "0010_one_host_at_a_time"),
        ("persons", "0011_minors_are_found_at_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="ending",
            name="moved",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="ending",
            index=models.Index(condition=models.Q(("moved", True)), fields=["person"], name="ending_by_moving"),
        ),
    ]
