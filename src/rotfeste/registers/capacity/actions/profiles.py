"""What a municipality says of itself for a year."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.access.rules import OrganisationKind
from rotfeste.foundation.audit import actions as audit
from rotfeste.registers.capacity.models import LocalProfile
from rotfeste.registers.capacity.rules.profiles import occupations
from rotfeste.registers.capacity.states import HouseholdKind


@transaction.atomic
def say_profile(
    organisation_id: int,
    *,
    year: int,
    work: Iterable[str],
    households: Iterable[HouseholdKind],
    today: date,
    actor: Actor,
) -> LocalProfile:
    """A municipality says what work there is, and whom it is best prepared for; what it said before is replaced.

    Raises TooManyOccupations, OccupationTooLong.
    """
    actor.require("capacity.plan")
    if organisation_id not in actor.organisations:
        raise Organisation.DoesNotExist
    organisation = Organisation.objects.get(id=organisation_id, kind=OrganisationKind.MUNICIPALITY)
    row: LocalProfile
    row, _created = LocalProfile.objects.visible_to(actor).update_or_create(
        organisation=organisation,
        year=year,
        defaults={
            "occupations": occupations(work),
            "households": sorted(set(households)),
            "said_on": today,
            "said_by_id": actor.user_id,
        },
    )
    audit.changed(actor, "capacity.profile", subject_id=row.id, year=year, occupations=len(row.occupations))
    return row
