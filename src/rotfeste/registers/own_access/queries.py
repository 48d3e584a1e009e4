"""Questions about codes and helpers, and who asks when someone is in with a code."""

from datetime import date

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import NOBODY, Actor, system
from rotfeste.foundation.access.rules import OwnRole
from rotfeste.foundation.access.session import keyed_hash
from rotfeste.registers.own_access.models import Code, Helper
from rotfeste.registers.own_access.rules import MOST_WRONG, Someone, whose
from rotfeste.registers.persons.models import Person

LEVEL = "low"
"""What a code on paper proves: less than any electronic ID."""


def actor_of(code_id: int, *, on: date) -> Actor:
    """Who asks when someone is in with this code: the person or their helper; NOBODY once it is no longer good."""
    with walls.asking(system("own access")) as asking:
        row: Code | None = (
            Code.objects.visible_to(asking)
            .filter(id=code_id, withdrawn_on=None, expires_on__gt=on, wrong_tries__lt=MOST_WRONG)
            .select_related("helper", "person")
            .first()
        )
        if row is None or (row.helper is not None and not helps_on(row.helper, on)):
            return NOBODY
        household = Person.objects.visible_to(asking).filter(household_id=row.person.household_id)
        members = [Someone(each.id, each.relation, each.born_on) for each in household]
    helper = row.helper
    return Actor(
        user_id=None,
        name="",
        role=OwnRole.HELPER if helper else OwnRole.PERSON,
        organisation_id=None,
        organisation_name="",
        organisation_kind="",
        reach="self",
        level=LEVEL,
        extra=frozenset({"self_settlement.apply"}) if helper and helper.may_apply else frozenset(),
        persons=whose(row.person_id, members, on=on),
        helper_id=helper.id if helper else None,
    )


def made_up(code: str) -> Code | None:
    """In the demo: the made-up refugee whose code everyone knows, so that one can be them from the log-in page."""
    with walls.asking(system("demo")) as asking:
        row: Code | None = (
            Code.objects.visible_to(asking)
            .filter(code_hash=keyed_hash("own code", code), withdrawn_on=None)
            .select_related("person")
            .first()
        )
    return row


def helps_on(helper: Helper, day: date) -> bool:
    """Whether the power is in force on a day."""
    return helper.ended_on is None and helper.from_on <= day < helper.until_on


def code_of(person_id: int, *, actor: Actor) -> Code | None:
    """The person's own code that is in force, if there is one."""
    row: Code | None = (
        Code.objects.visible_to(actor)
        .filter(person_id=person_id, helper=None, withdrawn_on=None)
        .select_related("issued_by")
        .first()
    )
    return row


def helpers_of(person_id: int, *, actor: Actor) -> list[Helper]:
    """Everyone who has had power to help this person, the latest first."""
    return list(Helper.objects.visible_to(actor).filter(person_id=person_id).order_by("-from_on", "-id"))
