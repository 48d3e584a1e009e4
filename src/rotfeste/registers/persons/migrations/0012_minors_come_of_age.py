"""An unaccompanied minor comes of age on a day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("persons", "0011_minors_are_found_at_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="came_of_age_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
