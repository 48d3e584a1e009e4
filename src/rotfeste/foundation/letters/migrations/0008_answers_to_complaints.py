"""Answers to complaints are letters."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0007_letters_of_plans"),
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
                    ("programme_decision", "Decision on the introduction programme"),
                    ("programme_certificate", "Certificate of participation"),
                    ("training_decision", "Decision on Norwegian and civics"),
                    ("individual_plan", "Individual plan"),
                    ("complaint_outcome", "Answer to a complaint"),
                ],
                max_length=40,
            ),
        ),
    ]
