"""Who sees what is registered about participants, and who may register: the one who had the person in the period."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINE, MINORS, NATION, ORGANISATION, limit, wall
from rotfeste.registers.participants.scoping import registered_wall
from rotfeste.registers.persons.scoping import own_rows, person_wall

SEEN = "(SELECT true FROM persons_person p WHERE p.id = person_id)"
OWN = f"({ORGANISATION} AND organisation_id = {MINE})"
ENDLESS = "'infinity'::date"
PERIODS = {
    "offer": ("", ""),
    "decision": ("participants_decision.from_on", f"coalesce(participants_decision.until_on, {ENDLESS})"),
    "enrolment": ("participants_enrolment.started_on", f"coalesce(participants_enrolment.ended_on, {ENDLESS})"),
    "interruption": ("participants_interruption.from_on", f"coalesce(participants_interruption.until_on, {ENDLESS})"),
    "ending": ("participants_ending.ended_on - 1", "participants_ending.ended_on + 1"),
    "measure": ("participants_measure.from_on", "participants_measure.until_on"),
    "monthlyhours": ("participants_monthlyhours.month", "participants_monthlyhours.month + 31"),
    "absence": ("participants_absence.from_on", "participants_absence.until_on"),
    "leave": ("participants_leave.from_on", "participants_leave.until_on"),
    "examresult": ("participants_examresult.taken_on", "participants_examresult.taken_on + 1"),
}
ABOUT_A_PERSON = ("circumstances", "entitlement")


class Migration(migrations.Migration):
    dependencies = [("participants", "0002_what_must_never_be"), ("persons", "0010_own_periods_are_known")]

    operations = [
        *(person_wall(f"participants_{table}") for table in ABOUT_A_PERSON),
        *(limit(f"participants_{table}", f"{MINORS} OR {SEEN}", name="minors") for table in ABOUT_A_PERSON),
        *(
            registered_wall(f"participants_{table}", begins=begins, ends=ends)
            for table, (begins, ends) in PERIODS.items()
        ),
        *(limit(f"participants_{table}", f"{MINORS} OR {SEEN} OR {OWN}", name="minors") for table in PERIODS),
        *(own_rows(f"participants_{table}") for table in (*ABOUT_A_PERSON, *PERIODS)),
        wall("participants_recomputation", see=NATION),
    ]
