"""A person sees the letters that were written to them, and not how they travelled."""

from django.db import migrations

from rotfeste.foundation.access.walls import MY_PERSONS, own_limit, own_view


class Migration(migrations.Migration):
    dependencies = [("letters", "0003_copies_of_requests")]

    operations = [
        own_view("letters_letter", f"person_id = ANY ({MY_PERSONS}) AND NOT protected"),
        own_limit("letters_dispatch"),
        own_limit("letters_receipt"),
    ]
