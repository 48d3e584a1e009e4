from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_centres_have_a_kind"),
    ]

    operations = [
        migrations.AlterField(
            model_name="organisation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("directorate", "Directorate"),
                    ("county", "County"),
                    ("municipality", "Municipality"),
                    ("city_district", "City district"),
                    ("reception_centre", "Reception centre"),
                    ("association", "Association of municipalities"),
                ],
                max_length=20,
            ),
        ),
    ]
