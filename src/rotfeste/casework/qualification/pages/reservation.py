"""What a participant has said about research on data about them, registered through the municipality."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rotfeste.casework.qualification import forms
from rotfeste.casework.qualification.pages.deciding import now_of
from rotfeste.casework.qualification.pages.step import step
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants.queries import reservation_of
from rotfeste.registers.persons import queries as persons


@requires("participants.register")
def reservation(request: Request, person_id: int) -> HttpResponse:
    """Reserve someone against research, or take it back, as they have said."""
    persons.person(person_id, actor=request.actor)
    known = reservation_of(person_id, actor=request.actor)
    return step(
        request,
        person_id,
        forms.ReservationForm,
        initial={"said_on": request.today, "reserved": "yes" if known and known.reserved else "no"},
        title=_("Data about the person and research"),
        text=_(
            "Extracts for research leave out whoever has reserved themselves. They can also say so on their own page."
        ),
        action=_("Save what the person says"),
        done=_("It is registered what the person says about research."),
        run=lambda form: register.reserve(
            person_id,
            reserved=form.cleaned_data["reserved"] == "yes",
            said_on=form.cleaned_data["said_on"],
            now=now_of(request),
            actor=request.actor,
        ),
    )
