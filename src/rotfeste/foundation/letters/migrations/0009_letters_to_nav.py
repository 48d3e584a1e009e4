"""Letters go to named offices outside Rotfeste too: to NAV, with consent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_tries_are_counted"),
        ("letters", "0008_answers_to_complaints"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="letter",
            name="a_letter_goes_to_a_person_or_an_organisation",
        ),
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
                    ("nav_handover", "To NAV, with consent"),
                ],
                max_length=40,
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("organisation", None), ("person_id__isnull", False), ("recipient_kind", "person")),
                    models.Q(("organisation__isnull", False), ("person_id", None), ("recipient_kind", "organisation")),
                    models.Q(("organisation", None), ("person_id", None), ("recipient_kind", "office")),
                    _connector="OR",
                ),
                name="a_letter_goes_to_someone",
            ),
        ),
    ]
