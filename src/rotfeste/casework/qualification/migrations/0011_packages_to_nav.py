"""What goes to NAV about a participant, and what they say of it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_tries_are_counted"),
        ("persons", "0011_minors_are_found_at_once"),
        ("qualification", "0010_the_own_column_is_asked_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="NavPackage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("office", models.CharField(max_length=120)),
                ("address", models.CharField(max_length=200)),
                ("content", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("prepared", "Prepared"),
                            ("sent", "Sent to NAV"),
                            ("received", "Confirmed by NAV"),
                            ("followed_up", "Followed up"),
                            ("dropped", "Not sent"),
                        ],
                        default="prepared",
                        max_length=11,
                    ),
                ),
                ("prepared_at", models.DateTimeField()),
                ("follow_up_on", models.DateField()),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("received_on", models.DateField(blank=True, null=True)),
                ("received_by", models.CharField(blank=True, max_length=120)),
                ("followed_up_on", models.DateField(blank=True, null=True)),
                ("followed_up", models.CharField(blank=True, max_length=1000)),
                ("version", models.IntegerField(default=0)),
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
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.user"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NavConsent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agrees", models.BooleanField()),
                ("language", models.CharField(blank=True, max_length=8)),
                ("in_conversation", models.BooleanField(default=False)),
                ("said_on", models.DateField()),
                ("registered_at", models.DateTimeField()),
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
                (
                    "registered_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.user"
                    ),
                ),
                (
                    "package",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="qualification.navpackage",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="navpackage",
            index=models.Index(fields=["organisation", "status"], name="nav_organisation"),
        ),
        migrations.AddConstraint(
            model_name="navpackage",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "prepared")),
                fields=("person", "organisation"),
                name="one_package_to_nav_is_prepared",
            ),
        ),
        migrations.AddConstraint(
            model_name="navpackage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("sent", "received", "followed_up")), ("sent_at__isnull", False)),
                    models.Q(
                        models.Q(("status__in", ("sent", "received", "followed_up")), _negated=True), ("sent_at", None)
                    ),
                    _connector="OR",
                ),
                name="sent_to_nav_if_and_only_if_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="navpackage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "received"), _negated=True), ("received_on__isnull", False), _connector="OR"
                ),
                name="nav_has_received_it_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="navpackage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status", "followed_up"),
                        ("followed_up_on__isnull", False),
                        models.Q(("followed_up", ""), _negated=True),
                    ),
                    models.Q(models.Q(("status", "followed_up"), _negated=True), ("followed_up_on", None)),
                    _connector="OR",
                ),
                name="followed_up_if_and_only_if_dated",
            ),
        ),
    ]
