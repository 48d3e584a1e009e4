"""An unaccompanied minor comes of age on a day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("persons", "0012_the_own_column_is_asked_first"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="came_of_age_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
