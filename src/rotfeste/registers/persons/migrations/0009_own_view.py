"""A person sees what is registered about them."""

from django.db import migrations

from rotfeste.registers.persons.scoping import own_rows


class Migration(migrations.Migration):
    dependencies = [("persons", "0008_self_settlement_is_a_task")]

    operations = [
        own_rows("persons_person", "id"),
        own_rows("persons_permit"),
        own_rows("persons_stay"),
        own_rows("persons_responsibility"),
        own_rows("persons_involvement"),
    ]
