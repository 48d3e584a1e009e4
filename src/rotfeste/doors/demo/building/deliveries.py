"""The immigration authorities' weekly deliveries of permits, in the form that the intake reads."""

import csv
import io
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from itertools import groupby

from rotfeste.casework.settlement import actions as settlement
from rotfeste.casework.settlement.models import Case, Member
from rotfeste.doors.demo.building.organisations import number_of_centre
from rotfeste.doors.demo.building.staff import actor
from rotfeste.doors.demo.building.ways import Known
from rotfeste.doors.demo.drawing.plan import Plan
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.persons import actions as persons
from rotfeste.registers.persons.outside import FIELDS

SENDER = "Oppdiktet utlendingsforvaltning"
RECEIVER = "demo:directorate:protector"
"""Some are protected, so the deliveries are taken in by someone with that access."""
LEGAL_BASE = {
    "refugee": "utlendingsloven § 28",
    "resettlement": "utlendingsloven § 35",
    "humanitarian": "utlendingsloven § 38",
    "limited": "utlendingsloven § 38 femte ledd",
}


def weekly(plans: Iterable[Plan], until: date) -> list[tuple[date, list[Plan]]]:
    """The households of each delivery up to a day."""
    rows = sorted((plan for plan in plans if plan.received_on <= until), key=lambda plan: plan.received_on)
    return [(day, list(group)) for day, group in groupby(rows, key=lambda plan: plan.received_on)]


def take_in(day: date, plans: list[Plan], centres: dict[str, str]) -> None:
    """One delivery is previewed and taken in."""
    noon = datetime.combine(day, time(12), UTC)
    with walls.asking(actor(RECEIVER)) as worker:
        delivery = persons.preview(
            content(plans, centres),
            file_name=f"tillatelser-{day}.csv",
            sender=SENDER,
            now=noon,
            today=day,
            actor=worker,
        )
        if delivery.rows_new != sum(plan.size for plan in plans):
            raise AssertionError(f"the delivery of {day} is not as drawn")
        while settlement.take_in(delivery.id, now=noon, today=day, actor=worker):
            pass


def content(plans: list[Plan], centres: dict[str, str]) -> bytes:
    """The delivery as a file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, FIELDS, delimiter=";")
    writer.writeheader()
    for plan in plans:
        writer.writerows(rows(plan, centres))
    return text.getvalue().encode()


def rows(plan: Plan, centres: dict[str, str]) -> list[dict[str, str]]:
    """One household in the delivery's words."""
    if plan.centre not in centres:
        centres[plan.centre] = number_of_centre(plan.centre)
    permit_on = plan.permit_on.isoformat()
    shared = {
        "citizenship": plan.citizenship,
        "languages": " ".join(plan.languages),
        "permit_kind": plan.permit_kind,
        "legal_base": LEGAL_BASE[plan.permit_kind],
        "permit_on": permit_on,
        "entry_permit_on": permit_on if plan.resettlement else "",
        "valid_until": "",
        "centre": centres[plan.centre],
        "household": plan.reference,
        "group": plan.group,
    }
    return [
        {
            **shared,
            "duf_number": member.duf_number,
            "given_name": member.given_name,
            "family_name": member.family_name,
            "born_on": member.born_on.isoformat(),
            "sex": member.sex,
            "relation": member.relation,
            "protection": plan.protection if member.relation == "head" else "",
            "protected_address": "",
        }
        for member in plan.members
    ]


def known(plans: list[Plan]) -> dict[str, Known]:
    """The cases and ids that the households got when they were taken in, by reference."""
    with walls.asking(actor(RECEIVER)) as worker:
        return _known([plan.reference for plan in plans], worker)


def _known(references: list[str], worker: Actor) -> dict[str, Known]:
    cases = Case.objects.visible_to(worker).filter(household__reference__in=references)
    found = {row.id: (row.household.reference, Known(row.id, {})) for row in cases.select_related("household")}
    members = Member.objects.visible_to(worker).filter(case_id__in=found).select_related("person")
    for member in members:
        found[member.case_id][1].person_ids[member.person.duf_number] = member.person_id
    return dict(found.values())
