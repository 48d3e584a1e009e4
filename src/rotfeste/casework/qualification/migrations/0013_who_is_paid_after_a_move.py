"""A benefit keeps whom it is paid to, and a move what the last benefit is computed from."""

from django.db import migrations, models

PAID = """
    SELECT set_config('rotfeste.reach', 'nation', true), set_config('rotfeste.protected', 'yes', true),
        set_config('rotfeste.minors', 'yes', true);
    UPDATE qualification_benefitmonth b SET payee = jsonb_build_object('duf_number', p.duf_number,
        'given_name', p.given_name, 'family_name', p.family_name, 'born_on', p.born_on)
        FROM persons_person p WHERE p.id = b.person_id;
    UPDATE qualification_handover h SET known = jsonb_build_object('duf_number', p.duf_number,
        'given_name', p.given_name, 'family_name', p.family_name, 'born_on', p.born_on, 'with_parents',
        coalesce((SELECT c.with_parents FROM participants_circumstances c WHERE c.person_id = p.id), false))
        FROM persons_person p WHERE p.id = h.person_id;
    SELECT set_config('rotfeste.reach', '', true), set_config('rotfeste.protected', '', true),
        set_config('rotfeste.minors', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("qualification", "0012_walls_of_nav")]

    operations = [
        migrations.AddField(model_name="benefitmonth", name="payee", field=models.JSONField(default=dict)),
        migrations.AddField(model_name="handover", name="known", field=models.JSONField(default=dict)),
        migrations.RemoveField(model_name="handover", name="born_on"),
        migrations.RunSQL(PAID, migrations.RunSQL.noop),
    ]
