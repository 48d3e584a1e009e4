"""How far each goal of a plan was reached when the programme ended."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_tries_are_counted"),
        ("participants", "0014_extended_training"),
        ("persons", "0014_grown_minors_are_seen_as_adults"),
        ("qualification", "0015_walls_of_recognition"),
    ]

    operations = [
        migrations.CreateModel(
            name="GoalResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.IntegerField()),
                ("goal", models.CharField(max_length=2000)),
                (
                    "reached",
                    models.CharField(
                        choices=[
                            ("reached", "Reached"),
                            ("partly", "Partly reached"),
                            ("not_reached", "Not reached"),
                            ("not_assessed", "Not assessed"),
                        ],
                        default="not_assessed",
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=1000)),
                ("assessed_at", models.DateTimeField()),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="participants.enrolment"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="persons.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "place"), name="a_goal_is_assessed_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reached", "not_reached"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_goal_not_reached_has_a_reason",
                    ),
                ],
            },
        ),
    ]
