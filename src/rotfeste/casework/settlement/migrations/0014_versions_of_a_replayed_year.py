"""A year that is replayed again is a new version: numbered, one computed at a time, and one in force."""

from django.db import migrations, models
from django.db.models import Q

NUMBERED = """
    SELECT set_config('rotfeste.reach', 'nation', true);
    UPDATE settlement_backtest b SET
        version = (SELECT count(*) FROM settlement_backtest o WHERE o.year = b.year AND o.id <= b.id),
        replaced_on = CASE WHEN b.published_on IS NOT NULL THEN (
            SELECT min(o.published_on) FROM settlement_backtest o
            WHERE o.year = b.year AND o.id > b.id AND o.published_on IS NOT NULL) END,
        status = CASE WHEN b.status = 'computing' AND EXISTS (
            SELECT 1 FROM settlement_backtest o
            WHERE o.year = b.year AND o.id > b.id AND o.status = 'computing') THEN 'interrupted' ELSE b.status END;
    SELECT set_config('rotfeste.reach', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("settlement", "0013_walls_of_years_replayed")]

    operations = [
        migrations.AddField(model_name="backtest", name="version", field=models.IntegerField(default=1)),
        migrations.AddField(model_name="backtest", name="replaced_on", field=models.DateField(null=True)),
        migrations.RunSQL(NUMBERED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="backtest",
            constraint=models.CheckConstraint(
                condition=Q(replaced_on=None) | Q(published_on__isnull=False), name="only_what_is_published_is_replaced"
            ),
        ),
        migrations.AddConstraint(
            model_name="backtest",
            constraint=models.UniqueConstraint(
                fields=["year", "version"], name="versions_of_a_replayed_year_are_numbered"
            ),
        ),
        migrations.AddConstraint(
            model_name="backtest",
            constraint=models.UniqueConstraint(
                fields=["year"], condition=Q(status="computing"), name="one_replay_of_a_year_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="backtest",
            constraint=models.UniqueConstraint(
                fields=["year"],
                condition=Q(published_on__isnull=False, replaced_on=None),
                name="one_version_of_a_replayed_year_is_in_force",
            ),
        ),
    ]
