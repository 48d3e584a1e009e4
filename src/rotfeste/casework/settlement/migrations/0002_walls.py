"""Who sees which cases: those whose people they have a task with; health only at level high."""

from django.db import migrations

from rotfeste.casework.settlement.models.case import HIDDEN_HOUSEHOLDS, MEMBERS
from rotfeste.foundation.access.walls import ACTOR, HEALTH, MINE, NATION, PROTECTED, SOMEONE, wall
from rotfeste.registers.persons.scoping import OPENED, involved_with, person_wall

# As with persons, what is seen is looked up for the row at hand, not gathered for everyone first.
INVOLVED_CASE = (
    f"(SELECT true FROM settlement_member m WHERE m.case_id = settlement_case.id AND {involved_with('m.person_id')}"
    " LIMIT 1)"
)
OPENED_CASES = MEMBERS.format(persons=OPENED.format(actor=ACTOR))
CASE = (
    f"(({NATION} OR {INVOLVED_CASE}) AND ({PROTECTED} OR household_id NOT IN ({HIDDEN_HOUSEHOLDS})))"
    f" OR id IN ({OPENED_CASES})"
)


def of_case(table: str, extra: str = "true") -> migrations.RunSQL:
    """Rows that are seen with their case."""
    case = f"(SELECT true FROM settlement_case c WHERE c.id = {table}.case_id)"
    return wall(table, see=f"(({NATION} AND {PROTECTED}) OR {case}) AND {extra}")


class Migration(migrations.Migration):
    dependencies = [("settlement", "0001_cases_interviews_and_requests"), ("persons", "0003_one_place_a_day")]

    operations = [
        wall("settlement_case", see=CASE),
        person_wall("settlement_member"),
        of_case("settlement_step"),
        of_case("settlement_interview"),
        of_case("settlement_answer"),
        of_case("settlement_healthanswer", HEALTH),
        of_case("settlement_consent"),
        of_case("settlement_decision"),
        of_case("settlement_message", f"({NATION} OR organisation_id = {MINE})"),
        # The row names no person: a municipality keeps its own history of answers after its task has ended.
        wall("settlement_request", see=f"{NATION} OR organisation_id = {MINE}"),
        # How many places are asked for is public.
        wall("settlement_placesrequest", see=SOMEONE, write=NATION),
    ]
