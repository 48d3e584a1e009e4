"""The letters of planning: one request to each municipality, and the whole list to the municipalities' association."""

from collections.abc import Sequence
from datetime import date

from rotfeste.casework.planning.models import PlacesRequest, Round, Share
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.access.rules import OrganisationKind
from rotfeste.foundation.letters import actions as letters
from rotfeste.foundation.letters.queries import recipient_organisation, sender
from rotfeste.foundation.letters.rules import AddressMissing
from rotfeste.foundation.places import queries as places


def can_be_written_to(organisation: Organisation) -> bool:
    """Whether a letter can be addressed to an organisation."""
    try:
        recipient_organisation(organisation)
    except AddressMissing:
        return False
    return True


def send_request(row: PlacesRequest, organisation: Organisation, *, before: int, today: date, actor: Actor) -> None:
    """The request as a letter, in the municipality's language. `before` is what it was asked for already."""
    letters.write(
        "places_request",
        language=organisation.language,
        recipient=recipient_organisation(organisation),
        facts={
            "municipality": organisation.name,
            "year": row.year,
            "ordinary_places": row.ordinary,
            "places_for_minors": row.minors,
            "already_asked": before,
            "answer_by": row.answer_by.isoformat(),
            "contact": {"name": actor.name, "phone": "", "email": sender().email},
        },
        about="planning.places_request",
        about_id=row.id,
        persons=[],
        actor=actor,
        on=today,
    )


def association() -> Organisation | None:
    """The municipalities' association (KS), where it is known."""
    return Organisation.objects.filter(kind=OrganisationKind.ASSOCIATION).order_by("id").first()


def send_copy(row: Round, shares: Sequence[Share], *, today: date, actor: Actor) -> None:
    """The association gets the list of all that were asked, as one letter."""
    recipient = association()
    if recipient is None or row.answer_by is None:
        return
    names = places.names(row.structure_on)
    letters.write(
        "places_request_copy",
        language=recipient.language,
        recipient=recipient_organisation(recipient),
        facts={
            "year": row.year,
            "municipalities": [
                {"number": share.code, "name": names[share.code], "ordinary": share.ordinary, "minors": share.minors}
                for share in shares
            ],
            "answer_by": row.answer_by.isoformat(),
            "contact": {"name": actor.name, "phone": "", "email": sender().email},
        },
        about="planning.round",
        about_id=row.id,
        persons=[],
        actor=actor,
        on=today,
    )
