"""The first kinds of measures, in IMDi's twelve categories. They are data: more can be added, old ones ended."""

from datetime import date
from typing import Any

from django.db import migrations

FROM = date(2003, 9, 1)
KINDS = (
    ("norwegian", "norwegian", "Norskopplæring", "Norskopplæring", "Training in Norwegian", True),
    ("civics", "norwegian", "Samfunnskunnskap", "Samfunnskunnskap", "Civics", True),
    ("language-practice", "language_practice", "Språkpraksis", "Språkpraksis", "Language practice", False),
    ("work-practice", "work_practice", "Arbeidstrening", "Arbeidstrening", "Work practice", False),
    (
        "labour-course",
        "labour_course",
        "Arbeidsmarkedsopplæring",
        "Arbeidsmarknadsopplæring",
        "Labour market training",
        False,
    ),
    ("work", "work", "Arbeid", "Arbeid", "Work", False),
    ("primary", "primary", "Grunnskolefag", "Grunnskulefag", "Subjects from primary and lower secondary", False),
    (
        "upper-secondary",
        "upper_secondary",
        "Fag fra videregående opplæring",
        "Fag frå vidaregåande opplæring",
        "Subjects from upper secondary",
        False,
    ),
    ("vocational-course", "vocational_course", "Yrkesrettet kurs", "Yrkesretta kurs", "Vocational course", False),
    (
        "recognition",
        "recognition",
        "Vurdering av realkompetanse og medbrakt kompetanse",
        "Vurdering av realkompetanse og medbrakt kompetanse",
        "Assessment of competence and qualifications",
        False,
    ),
    ("health", "health", "Helsefremmende tiltak", "Helsefremjande tiltak", "Measures for health", False),
    ("network", "network", "Tiltak for sosialt nettverk", "Tiltak for sosialt nettverk", "Social networks", False),
    ("life-skills", "other", "Livsmestring", "Livsmeistring", "Life skills", False),
    ("parenting", "other", "Foreldreveiledning", "Foreldrerettleiing", "Parental guidance", False),
    ("own-work", "other", "Egenarbeid", "Eigenarbeid", "Own work", False),
    ("other", "other", "Andre tiltak", "Andre tiltak", "Other measures", False),
)


def fill(apps: Any, schema_editor: Any) -> None:
    model = apps.get_model("participants", "MeasureKind")
    model.objects.using(schema_editor.connection.alias).bulk_create(
        model(key=key, category=category, name_nb=nb, name_nn=nn, name_en=en, lessons=lessons, valid_from=FROM)
        for key, category, nb, nn, en, lessons in KINDS
    )


class Migration(migrations.Migration):
    dependencies = [("participants", "0003_walls")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
