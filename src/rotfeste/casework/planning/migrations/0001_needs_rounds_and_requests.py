import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0004_association_of_municipalities"),
    ]

    operations = [
        migrations.CreateModel(
            name="Estimate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.IntegerField()),
                ("version", models.IntegerField()),
                ("made_on", models.DateField()),
                ("reason", models.TextField()),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.user"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EstimatePart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting in reception centres"),
                            ("permits", "Expected permits"),
                            ("quota", "Resettlement quota"),
                            ("minors", "Unaccompanied minors"),
                        ],
                        max_length=10,
                    ),
                ),
                ("low", models.IntegerField()),
                ("expected", models.IntegerField()),
                ("high", models.IntegerField()),
                (
                    "estimate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="planning.estimate"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Indication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.IntegerField()),
                ("made_on", models.DateField()),
                ("low", models.IntegerField()),
                ("expected", models.IntegerField()),
                ("high", models.IntegerField()),
                ("minors_low", models.IntegerField(default=0)),
                ("minors_expected", models.IntegerField(default=0)),
                ("minors_high", models.IntegerField(default=0)),
                (
                    "estimate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="planning.estimate"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.organisation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PlacesRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.IntegerField()),
                ("number", models.IntegerField()),
                ("ordinary", models.IntegerField()),
                ("minors", models.IntegerField(default=0)),
                ("sent_on", models.DateField()),
                ("answer_by", models.DateField()),
                ("round_id", models.BigIntegerField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("reminded_on", models.DateField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.organisation"
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
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.IntegerField()),
                ("name", models.CharField(max_length=80)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("approved", "Approved"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("ordinary", models.IntegerField()),
                ("minors", models.IntegerField()),
                ("floor", models.IntegerField()),
                ("count", models.IntegerField()),
                ("weights", models.JSONField()),
                ("minors_weights", models.JSONField()),
                (
                    "always",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=4), default=list, size=None
                    ),
                ),
                (
                    "never",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=4), default=list, size=None
                    ),
                ),
                ("counties", models.JSONField()),
                ("values", models.JSONField()),
                ("sources", models.JSONField()),
                ("structure_on", models.DateField()),
                ("balanced", models.BooleanField(default=False)),
                ("answer_by", models.DateField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("made_on", models.DateField()),
                ("approved_on", models.DateField(null=True)),
                ("sent_on", models.DateField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.user"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.user"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=4)),
                ("ordinary", models.IntegerField()),
                ("minors", models.IntegerField()),
                ("computed_ordinary", models.IntegerField()),
                ("computed_minors", models.IntegerField()),
                ("reason", models.TextField(blank=True)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="planning.round"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BudgetDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.IntegerField()),
                ("on", models.DateField()),
                ("set_on", models.DateField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.organisation"
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.user"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("organisation", "year"), name="one_budget_day_a_year")],
            },
        ),
        migrations.CreateModel(
            name="CriteriaTable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.IntegerField()),
                ("source", models.CharField(max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[("confirmed", "confirmed by the source"), ("assumed", "assumed")], max_length=10
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "criteria",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
                ),
                ("values", models.JSONField()),
                ("faults", models.JSONField()),
                ("handed_in_on", models.DateField()),
                ("in_use", models.BooleanField(default=False)),
                (
                    "handed_in_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="access.user"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("in_use", False), ("faults", []), _connector="OR"),
                        name="only_a_table_without_faults_is_used",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.UniqueConstraint(fields=("year", "version"), name="one_estimate_per_version"),
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="an_estimate_has_its_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="estimatepart",
            constraint=models.UniqueConstraint(fields=("estimate", "part"), name="each_part_once"),
        ),
        migrations.AddConstraint(
            model_name="estimatepart",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expected__gte", models.F("low")), ("high__gte", models.F("expected")), ("low__gte", 0)
                ),
                name="a_band_is_in_order",
            ),
        ),
        migrations.AddIndex(
            model_name="indication",
            index=models.Index(fields=["organisation", "year"], name="indication_of_municipality"),
        ),
        migrations.AddConstraint(
            model_name="indication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("expected__gte", models.F("low")), ("high__gte", models.F("expected")), ("low__gte", 0)
                ),
                name="an_indicated_band_is_in_order",
            ),
        ),
        migrations.AddIndex(
            model_name="placesrequest",
            index=models.Index(fields=["year"], name="places_request_year"),
        ),
        migrations.AddConstraint(
            model_name="placesrequest",
            constraint=models.UniqueConstraint(fields=("organisation", "year", "number"), name="requests_are_numbered"),
        ),
        migrations.AddConstraint(
            model_name="placesrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("minors__gte", 0), ("ordinary__gte", 0)), name="places_asked_for_are_never_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="placesrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number", 1), models.Q(("number__gt", 1), models.Q(("reason", ""), _negated=True)), _connector="OR"
                ),
                name="a_supplementary_request_has_its_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(("count__gte", 1), ("floor__gte", 0), ("minors__gte", 0), ("ordinary__gte", 0)),
                name="a_round_has_no_negative_numbers",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_on", None), ("status", "draft")),
                    models.Q(models.Q(("status", "draft"), _negated=True), ("approved_on__isnull", False)),
                    _connector="OR",
                ),
                name="approved_if_and_only_if_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "sent"), ("sent_on__isnull", False)),
                    models.Q(models.Q(("status", "sent"), _negated=True), ("sent_on", None)),
                    _connector="OR",
                ),
                name="sent_if_and_only_if_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.UniqueConstraint(fields=("round", "code"), name="one_share_per_municipality"),
        ),
        migrations.AddConstraint(
            model_name="share",
            constraint=models.CheckConstraint(
                condition=models.Q(("minors__gte", 0), ("ordinary__gte", 0)), name="nobody_is_asked_for_less_than_0"
            ),
        ),
    ]
