"""Each kind of measure says what it is of what the law asks that a programme holds at least."""

from typing import Any

from django.db import migrations, models

PARTS = {
    "norwegian": ("norwegian",),
    "civics": ("civics",),
    "work": (
        "language-practice",
        "work-practice",
        "labour-course",
        "work",
        "primary",
        "upper-secondary",
        "vocational-course",
        "recognition",
    ),
    "life_skills": ("life-skills",),
    "parenting": ("parenting",),
}


def fill(apps: Any, schema_editor: Any) -> None:
    kinds = apps.get_model("participants", "MeasureKind").objects.using(schema_editor.connection.alias)
    for part, keys in PARTS.items():
        kinds.filter(key__in=keys).update(part=part)


class Migration(migrations.Migration):
    dependencies = [("participants", "0014_extended_training")]

    operations = [
        migrations.AddField(
            "measurekind",
            "part",
            models.CharField(
                blank=True,
                choices=[
                    ("norwegian", "Training in Norwegian"),
                    ("civics", "Civics"),
                    ("work", "Measures that lead to work or education"),
                    ("life_skills", "Life skills"),
                    ("parenting", "Parental guidance"),
                ],
                default="",
                max_length=12,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
