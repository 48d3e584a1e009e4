"""Unaccompanied minors are seen only in roles that work with them: not by advisers, who follow the other households."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINORS, limit

OF_OTHERS = "household_id NOT IN (SELECT h.id FROM persons_household h WHERE h.\"group\" = 'unaccompanied_minor')"
SEEN = "(SELECT true FROM persons_person p WHERE p.id = person_id)"


class Migration(migrations.Migration):
    dependencies = [("persons", "0006_a_task_opens_persons_to_roles_that_see_persons")]

    operations = [
        limit("persons_person", f"{MINORS} OR {OF_OTHERS}", name="minors"),
        # What is about a person is seen where the person is.
        limit("persons_permit", f"{MINORS} OR {SEEN}", name="minors"),
        limit("persons_stay", f"{MINORS} OR {SEEN}", name="minors"),
        limit("persons_responsibility", f"{MINORS} OR {SEEN}", name="minors"),
        limit("persons_protecteddetail", f"{MINORS} OR {SEEN}", name="minors"),
    ]
