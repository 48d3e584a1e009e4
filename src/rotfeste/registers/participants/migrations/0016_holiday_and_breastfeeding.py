"""Holiday is absence of whole days, and breastfeeding of some hours of each day."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("participants", "0015_what_of_the_law_a_measure_is")]

    operations = [
        migrations.AlterField(
            "absence",
            "kind",
            models.CharField(
                choices=[
                    ("self_certified", "Own sickness, self-certified"),
                    ("doctor", "Own sickness, doctor's certificate"),
                    ("child", "Child's sickness"),
                    ("holiday", "Holiday"),
                    ("nursing", "Breastfeeding, some hours of the day"),
                    ("unexcused", "Without valid reason"),
                ],
                max_length=15,
            ),
        ),
        migrations.AddConstraint(
            "absence",
            models.CheckConstraint(
                condition=~Q(kind="nursing") | Q(hours__isnull=False), name="nursing_has_hours_a_day"
            ),
        ),
        migrations.AddConstraint(
            "absence",
            models.CheckConstraint(condition=~Q(kind="holiday") | Q(hours=None), name="holiday_is_whole_days"),
        ),
    ]
