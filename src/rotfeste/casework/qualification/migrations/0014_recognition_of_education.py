"""Recognition of education from abroad, its documents, and which of them are enclosed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_tries_are_counted"),
        ("persons", "0014_grown_minors_are_seen_as_adults"),
        ("qualification", "0013_who_is_paid_after_a_move"),
    ]

    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("dated_on", models.DateField()),
                (
                    "translation",
                    models.CharField(
                        choices=[
                            ("awaited", "To be translated"),
                            ("translated", "Translated"),
                            ("not_needed", "Needs no translation"),
                        ],
                        default="awaited",
                        max_length=10,
                    ),
                ),
                ("translated_on", models.DateField(blank=True, null=True)),
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
            ],
        ),
        migrations.CreateModel(
            name="Recognition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("secondary", "Upper secondary school"),
                            ("vocational", "Vocational training"),
                            ("higher", "University or college"),
                        ],
                        max_length=10,
                    ),
                ),
                ("subject", models.CharField(max_length=200)),
                ("country", models.CharField(max_length=2)),
                ("body", models.CharField(max_length=20)),
                ("body_name", models.CharField(blank=True, max_length=120)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("preparing", "Being prepared"),
                            ("sent", "Sent, awaits an answer"),
                            ("more_asked", "The body asks for more"),
                            ("decided", "Decided by the body"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="preparing",
                        max_length=10,
                    ),
                ),
                ("sent_on", models.DateField(blank=True, null=True)),
                ("reference", models.CharField(blank=True, max_length=60)),
                ("more_asked_on", models.DateField(blank=True, null=True)),
                ("more_asked", models.CharField(blank=True, max_length=1000)),
                ("more_sent_on", models.DateField(blank=True, null=True)),
                ("decided_on", models.DateField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("recognised", "Recognised"),
                            ("partly", "Partly recognised"),
                            ("not_recognised", "Not recognised"),
                        ],
                        max_length=15,
                    ),
                ),
                ("recognised_as", models.CharField(blank=True, max_length=300)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("follow_up_on", models.DateField()),
                ("follow_up_by", models.CharField(max_length=120)),
                ("followed_up_on", models.DateField(blank=True, null=True)),
                ("followed_up", models.CharField(blank=True, max_length=1000)),
                ("version", models.IntegerField(default=0)),
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
            ],
        ),
        migrations.CreateModel(
            name="Enclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="qualification.paper"
                    ),
                ),
                (
                    "recognition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enclosures",
                        to="qualification.recognition",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(fields=("person", "name", "dated_on"), name="a_document_is_listed_once"),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("translated_on__gte", models.F("dated_on")), ("translation", "translated")),
                    models.Q(models.Q(("translation", "translated"), _negated=True), ("translated_on", None)),
                    _connector="OR",
                ),
                name="translated_if_and_only_if_dated",
            ),
        ),
        migrations.AddIndex(
            model_name="recognition",
            index=models.Index(fields=["organisation", "status"], name="recognition_organisation"),
        ),
        migrations.AddIndex(
            model_name="recognition",
            index=models.Index(fields=["person"], name="recognition_person"),
        ),
        migrations.AddConstraint(
            model_name="recognition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("preparing", "sent", "more_asked"))),
                fields=("person", "level", "subject", "country", "body", "body_name"),
                name="the_same_is_asked_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="recognition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("body", "other"), models.Q(("body_name", ""), _negated=True)),
                    models.Q(models.Q(("body", "other"), _negated=True), ("body_name", "")),
                    _connector="OR",
                ),
                name="another_body_is_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="recognition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "withdrawn"),
                    models.Q(("sent_on", None), ("status", "preparing")),
                    models.Q(("sent_on__isnull", False), ("status__in", ("sent", "more_asked", "decided"))),
                    _connector="OR",
                ),
                name="a_recognition_is_sent_if_and_only_if_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="recognition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_on__gte", models.F("sent_on")),
                        ("outcome__in", ["recognised", "partly", "not_recognised"]),
                        ("status", "decided"),
                        models.Q(
                            models.Q(("outcome", "not_recognised"), ("recognised_as", "")),
                            models.Q(
                                models.Q(("outcome", "not_recognised"), _negated=True),
                                models.Q(("recognised_as", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                    ),
                    models.Q(
                        models.Q(("status", "decided"), _negated=True),
                        ("decided_on", None),
                        ("outcome", ""),
                        ("recognised_as", ""),
                    ),
                    _connector="OR",
                ),
                name="a_recognition_is_decided_if_and_only_if_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="recognition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "withdrawn"), ("withdrawn_on__isnull", False)),
                    models.Q(models.Q(("status", "withdrawn"), _negated=True), ("withdrawn_on", None)),
                    _connector="OR",
                ),
                name="a_recognition_is_withdrawn_if_and_only_if_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="recognition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("more_asked_on", None), ("more_sent_on", None)),
                    models.Q(("more_asked_on__gte", models.F("sent_on")), ("more_sent_on", None)),
                    models.Q(
                        ("more_asked_on__gte", models.F("sent_on")), ("more_sent_on__gte", models.F("more_asked_on"))
                    ),
                    _connector="OR",
                ),
                name="more_is_asked_after_it_is_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="recognition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "more_asked"), _negated=True),
                    models.Q(("more_asked_on__isnull", False), ("more_sent_on", None)),
                    _connector="OR",
                ),
                name="more_is_asked_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="enclosure",
            constraint=models.UniqueConstraint(fields=("recognition", "paper"), name="a_document_is_enclosed_once"),
        ),
    ]
