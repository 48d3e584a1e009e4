"""Why something about a dwelling was refused, and what to do."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rotfeste.registers.capacity.actions.dwellings import (
    DwellingChangedMeanwhile,
    EndsBeforeItBegins,
    OverlappingDwelling,
    StillLivedIn,
)
from rotfeste.registers.capacity.actions.tenancies import (
    DwellingTaken,
    EndsBeforeMovingIn,
    NotAvailable,
    TooManyPersons,
    WrongKind,
)
from rotfeste.registers.capacity.actions.vacancies import NeedsReason, NotVacant


def _overlap(error: Any) -> str:
    if not error.label:
        return _(
            "One of the dwellings is registered already for some of these days,"
            " perhaps by another part of the municipality."
        )
    return _(
        "«%(label)s» is registered already for some of these days. Change the dates, or write the number of the flat."
    ) % {"label": error.label}


def _lived_in(error: Any) -> str:
    if error.until_on is None:
        return _("Someone lives there or has it reserved. Register first that they have moved out.")
    return _("Someone has it until %(day)s. Choose that day or later.") % {
        "day": date_format(error.until_on, "DATE_FORMAT")
    }


REFUSALS: Mapping[type[Exception], Callable[[Any], str]] = {
    OverlappingDwelling: _overlap,
    StillLivedIn: _lived_in,
    DwellingChangedMeanwhile: lambda error: _(
        "Someone else changed the dwelling while you were writing. What you wrote stands below; read the"
        " dwelling's page before you save again."
    ),
    EndsBeforeItBegins: lambda error: _("It cannot be given back before it was available."),
    DwellingTaken: lambda error: _("The dwelling is not free from this day: someone has it. Choose another."),
    TooManyPersons: lambda error: (
        ngettext(
            "The dwelling has room for %(fits)s person.", "The dwelling has room for %(fits)s persons.", error.fits
        )
        % {"fits": error.fits}
    ),
    WrongKind: lambda error: _("Homes for unaccompanied minors are for them alone, and ordinary dwellings for others."),
    NotAvailable: lambda error: _("The dwelling is not available on this day."),
    EndsBeforeMovingIn: lambda error: _("Choose a day that is not ahead of time, nor before they moved in."),
    NotVacant: lambda error: _("The dwelling is not vacant now, so no reason is needed."),
    NeedsReason: lambda error: _("Choose a reason, and explain it if it is «other»."),
}
REFUSED = tuple(REFUSALS)


def refusal(error: Exception) -> str:
    """Why an action was refused, and what to do."""
    return REFUSALS[type(error)](error)
