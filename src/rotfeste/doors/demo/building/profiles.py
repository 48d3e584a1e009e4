"""What some of the made-up municipalities say of themselves: the work that there is, and whom they are prepared for."""

from collections.abc import Iterable
from datetime import date
from random import Random

from rotfeste.doors.demo.building.answers import OCCUPATIONS
from rotfeste.doors.demo.building.organisations import id_of
from rotfeste.doors.demo.building.staff import acting
from rotfeste.doors.demo.drawing.figures import YEAR
from rotfeste.doors.demo.drawing.plan import Quota
from rotfeste.foundation.access.rules import OrganisationKind
from rotfeste.registers.capacity import actions as capacity
from rotfeste.registers.capacity.states import HouseholdKind

HOW_MANY, SAID_ON = 60, date(YEAR, 2, 15)


def say(quotas: Iterable[Quota]) -> None:
    """Those that receive most say it, each in its own way."""
    deciding = sorted((row for row in quotas if row.decided), key=lambda row: (-row.decided, row.code))
    for row in deciding[:HOW_MANY]:
        chance = Random(f"{row.code} profile")
        capacity.say_profile(
            id_of(OrganisationKind.MUNICIPALITY, row.code),
            year=YEAR,
            work=chance.sample(OCCUPATIONS.split(), chance.randint(2, 5)),
            households=chance.sample(list(HouseholdKind), chance.randint(0, 2)),
            today=SAID_ON,
            actor=acting(f"demo:municipality-{row.code}:officer"),
        )
