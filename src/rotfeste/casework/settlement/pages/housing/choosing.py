"""The municipality chooses which of its dwellings a household on its way gets."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rotfeste.casework.settlement import actions, forms, queries
from rotfeste.casework.settlement.pages.housing import words
from rotfeste.casework.settlement.pages.step import step
from rotfeste.casework.settlement.queries import CaseView
from rotfeste.casework.settlement.queries.housing import choices
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.registers.capacity import queries as capacity


def fitting(view: CaseView, request: Request) -> list[tuple[str, str]]:
    """The dwellings to choose from."""
    born_on = [row.born_on for row in view.not_moved]
    rows = choices(view.case, born_on, today=request.today, actor=request.actor)
    return [(str(row.id), words.choice(row)) for row in rows]


@requires("settlement.answer")
def choose_dwelling(request: Request, case_id: int) -> HttpResponse:
    """Reserve a dwelling for the household, change it, or let it go."""
    view = queries.case_view(case_id, today=request.today, actor=request.actor)
    own = fitting(view, request)
    held = capacity.held_in(view.case.household_id, actor=request.actor)

    def run(given: dict[str, Any]) -> object:
        return actions.choose_dwelling(
            case_id,
            dwelling_id=int(given["dwelling"]) if given["dwelling"] else None,
            today=request.today,
            actor=request.actor,
            version=given["version"],
        )

    return step(
        request,
        view,
        form=lambda *args, **options: forms.ChooseDwellingForm(*args, dwellings=own, **options),
        initial={"dwelling": str(held.dwelling_id) if held else ""},
        title=_("Choose a dwelling"),
        text=_("It is reserved until they have moved in. Only dwellings with room for all of them are shown."),
        action=_("Save"),
        run=run,
        done=_("The choice is saved."),
    )
