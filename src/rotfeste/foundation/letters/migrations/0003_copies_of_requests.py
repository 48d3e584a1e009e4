from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0002_walls"),
    ]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="kind",
            field=models.CharField(
                choices=[
                    ("settlement_decision_refugee", "Decision on settlement, to the refugee"),
                    ("settlement_decision_municipality", "Decision on settlement, to the municipality"),
                    ("places_request", "Request to settle refugees"),
                    ("places_request_copy", "Requests to settle refugees, copy"),
                    ("interview_invitation", "Invitation to the settlement interview"),
                ],
                max_length=40,
            ),
        ),
    ]
