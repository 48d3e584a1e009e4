"""A complaint keeps the name of whoever complained: it is concluded also after they have moved away."""

from django.db import migrations, models

NAMED = """
    SELECT set_config('rotfeste.reach', 'nation', true), set_config('rotfeste.protected', 'yes', true),
        set_config('rotfeste.minors', 'yes', true);
    UPDATE qualification_complaint c SET name = p.given_name || ' ' || p.family_name
        FROM persons_person p WHERE p.id = c.person_id;
    SELECT set_config('rotfeste.reach', '', true), set_config('rotfeste.protected', '', true),
        set_config('rotfeste.minors', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("qualification", "0008_walls_of_moves")]

    operations = [
        migrations.AddField(model_name="complaint", name="name", field=models.CharField(default="", max_length=200)),
        migrations.RunSQL(NAMED, migrations.RunSQL.noop),
    ]
