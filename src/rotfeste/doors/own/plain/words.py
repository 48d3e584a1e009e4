"""Short words in every language: where a case stands, what happens next, who has looked, what is registered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rotfeste.casework.self_settlement.actions.applying import CannotApplyNow, NotOffered, NotWhole, OpenAlready
from rotfeste.casework.self_settlement.actions.way import ApplicationChanged
from rotfeste.casework.self_settlement.rules.documents import BadDocument
from rotfeste.casework.settlement.states import CaseStatus
from rotfeste.foundation.roads import NoSuchRoad

C = CaseStatus


@dataclass(frozen=True)
class Stage:
    """One stage of the way: its words, pictogram, and the statuses that belong to it."""

    label: Promise
    icon: str
    statuses: tuple[str, ...]


STAGES = (
    Stage(_("You have a permit"), "yes", ()),
    Stage(_("You talk with the reception centre"), "talk", (C.INTERVIEW_DUE, C.CHECK)),
    Stage(_("IMDi looks for a municipality"), "eye", (C.READY,)),
    Stage(_("A municipality is asked"), "ask", (C.REQUESTED,)),
    Stage(_("A municipality said yes"), "people", (C.ACCEPTED,)),
    Stage(_("You get a decision in a letter"), "letter", (C.DECIDED,)),
    Stage(_("You move in"), "home", (C.SETTLED,)),
)
NEXT: Mapping[str, Promise] = {
    C.INTERVIEW_DUE: _("The reception centre talks with you. They ask about family, work and school."),
    C.CHECK: _("IMDi reads what you told the reception centre."),
    C.READY: _("IMDi asks a municipality. You can also find a home yourself."),
    C.REQUESTED: _("The municipality answers yes or no. If no, IMDi asks another one."),
    C.ACCEPTED: _("IMDi writes the decision. You get a letter."),
    C.DECIDED: _("The municipality finds a day when you can move."),
    C.SETTLED: _("You live in the municipality. Talk with them about the programme."),
    C.CLOSED: _("The case is closed. Ask the reception centre why."),
}
ROLES: Mapping[str, Promise] = {
    "helper": _("Your helper"),
    "case_worker": _("Case worker"),
    "adviser": _("Adviser"),
    "settlement_officer": _("Works with refugees in the municipality"),
    "programme_adviser": _("Adviser in the programme"),
    "reception_staff": _("Works at the reception centre"),
    "auditor": _("Checks that rules are followed"),
    "system": _("The computer system"),
}
VERBS: Mapping[str, Promise] = {
    "search": _("Saw your name in a list"),
    "read": _("Read about you"),
    "change": _("Wrote or changed something"),
}
ABOUT: Mapping[str, Promise] = {
    "settlement": _("Your case"),
    "letters": _("A letter"),
    "persons": _("Information about you"),
    "own_access": _("Your code or your helper"),
    "self_settlement": _("Your application for a home"),
    "own": _("Your own page"),
    "reporting": _("Statistics"),
    "participants": _("Your programme and training"),
    "qualification": _("Your programme and training"),
    "quality": _("Your programme and training"),
    "extracts": _("Statistics and research"),
}
EMERGENCY = _("Opened in an emergency. Someone checks afterwards why.")
QUESTIONS: Mapping[str, Promise] = {
    "interpreter": _("Do you need an interpreter?"),
    "interpreter_language": _("Language of the interpreter"),
    "literacy": _("Can you read and write?"),
    "norwegian": _("Norwegian or English"),
    "education": _("School and education"),
    "school_years": _("How many years at school"),
    "subject": _("Subject"),
    "occupation": _("Work before"),
    "work_years": _("How many years of work"),
    "work_wish": _("What you want to work with or learn"),
    "network": _("Family and friends in Norway"),
    "network_place": _("Where your family lives"),
    "wish_place": _("Where you want to live"),
    "licence": _("Driving licence"),
    "car": _("Do you have a car?"),
    "rooms": _("How many bedrooms you need"),
    "accessible": _("Do you need a home without stairs?"),
    "school_grade": _("Class at school"),
}
VALUES: Mapping[str, Promise] = {
    "yes": _("Yes"),
    "no": _("No"),
    "some": _("Some"),
    "well": _("Well"),
    "none": _("No school"),
    "primary": _("Primary school"),
    "secondary": _("Upper secondary school"),
    "higher": _("University or college"),
}
BAD_DOCUMENTS: Mapping[str, Promise] = {
    "empty": _("The file is empty."),
    "too_large": _("The file is too large. Take a smaller photo."),
    "unknown_kind": _("This is not a photo or a PDF. Choose another file."),
}
REFUSALS: dict[type[Exception], Callable[[Any], Promise]] = {
    OpenAlready: lambda error: _("You have an application already. Finish it or stop it first."),
    CannotApplyNow: lambda error: _("You cannot apply now: a municipality is asked or has said yes."),
    NotOffered: lambda error: _("This municipality does not take part. Choose another one."),
    NotWhole: lambda error: (
        _("Write about the home first.") if error.what == "dwelling" else _("Add the contract first.")
    ),
    ApplicationChanged: lambda error: _("Something changed. Look at the page again."),
    NoSuchRoad: lambda error: _("The application is sent. It cannot be changed now."),
    BadDocument: lambda error: BAD_DOCUMENTS[error.code],
}
REFUSED = tuple(REFUSALS)


def refusal(error: Exception) -> str:
    """Why something did not go, in short words."""
    return str(REFUSALS[type(error)](error))
