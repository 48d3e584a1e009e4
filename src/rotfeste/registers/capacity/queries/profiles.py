"""Questions about what municipalities say of themselves."""

from rotfeste.foundation.access.actor import Actor
from rotfeste.registers.capacity.models import LocalProfile


def profiles(year: int, *, actor: Actor) -> dict[int, LocalProfile]:
    """What has been said for a year, by organisation id."""
    return {row.organisation_id: row for row in LocalProfile.objects.visible_to(actor).filter(year=year)}


def profile(organisation_id: int, year: int, *, actor: Actor) -> LocalProfile | None:
    """What one municipality has said for a year."""
    rows = LocalProfile.objects.visible_to(actor).filter(organisation_id=organisation_id, year=year)
    found: LocalProfile | None = rows.select_related("said_by").first()
    return found
