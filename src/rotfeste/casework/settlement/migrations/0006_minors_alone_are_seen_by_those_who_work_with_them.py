"""Cases of unaccompanied minors are seen only in roles that work with them; what hangs on a case follows it."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINORS, limit

OTHERS = "\"group\" <> 'unaccompanied_minor'"
SEEN = "(SELECT true FROM persons_person p WHERE p.id = person_id)"


class Migration(migrations.Migration):
    dependencies = [
        ("settlement", "0005_requests_for_places_moved_to_planning"),
        ("persons", "0007_minors_alone_are_seen_by_those_who_work_with_them"),
    ]

    operations = [
        limit("settlement_case", f"{MINORS} OR {OTHERS}", name="minors"),
        limit("settlement_member", f"{MINORS} OR {SEEN}", name="minors"),
    ]
