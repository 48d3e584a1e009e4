"""The words of qualification: where someone stands, lines of the benefit, and why something was refused."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.qualification import actions
from rotfeste.casework.qualification.models import Complaint, GoalResult, Recognition
from rotfeste.casework.qualification.rules.board import Stand, Standing
from rotfeste.casework.qualification.rules.recognition import bodies, waits_long
from rotfeste.casework.qualification.states import ComplaintStatus, RecognitionStatus
from rotfeste.foundation.letters.rules import AddressMissing
from rotfeste.foundation.rates.rules import NoRateForDate
from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.foundation.ui.components import Colour, Tag
from rotfeste.registers.courses import words as courses
from rotfeste.registers.courses.actions import CannotAttend, CourseChanged, SeatChanged
from rotfeste.registers.participants import words as register
from rotfeste.registers.participants.actions import CannotRegister, ChangedMeanwhile
from rotfeste.registers.participants.states import ProgrammePart
from rotfeste.registers.practice import words as practice
from rotfeste.registers.practice.actions import BookingChanged, CannotBook, PlaceChanged

STANDS: Mapping[Stand, tuple[str | Promise, Colour]] = {
    Stand.TO_OFFER: (lazy("To be offered"), "info"),
    Stand.AWAITS_ANSWER: (lazy("Awaits an answer"), "info"),
    Stand.TO_DECIDE: (lazy("To be decided"), "warning"),
    Stand.TO_START: (lazy("Decided, not begun"), "info"),
    Stand.IN_PROGRAMME: (lazy("In the programme"), "success"),
    Stand.INTERRUPTED: (lazy("Interrupted"), "warning"),
    Stand.PAST_ITS_END: (lazy("Past its end"), "danger"),
    Stand.ENDED: (lazy("Ended"), "neutral"),
    Stand.DECLINED: (lazy("Said no"), "neutral"),
    Stand.MAY_BE_OFFERED: (lazy("May be offered"), "neutral"),
    Stand.NO_RIGHT: (lazy("No right to the programme"), "neutral"),
    Stand.MOVED_HERE: (lazy("Moved here, to be decided"), "warning"),
}
LINES: Mapping[str, str | Promise] = {
    "year_whole": lazy("A year: 2 G"),
    "year_two_thirds": lazy("A year: two thirds of 2 G, under 25"),
    "year_one_third": lazy("A year: one third of 2 G, under 25 and living with parents"),
    "month": lazy("A whole month: 1/12 of the year"),
    "days": lazy("Days of the month, each 1/30"),
    "unexcused_days": lazy("Days of absence without valid reason, each 1/30 of the month"),
    "unexcused_hours": lazy("Hours of absence without valid reason, each 1/1850 of the year"),
    "other_benefits": lazy("Other benefits"),
    "work_in_programme": lazy("Pay for work in the programme"),
}
REFUSED = (
    CannotRegister,
    ChangedMeanwhile,
    actions.NoRightToIt,
    actions.AnswerFirst,
    actions.WaitsFor,
    actions.TooLong,
    actions.LawDoesNotApply,
    actions.NoDutyToExemptFrom,
    actions.GroundDoesNotFit,
    actions.SectionMissing,
    actions.TooManyHours,
    actions.NotYetOver,
    actions.NothingToSend,
    actions.ComplaintIsOpen,
    actions.BeforeTheDecision,
    actions.InTheFuture,
    actions.OlderThanAYear,
    actions.NothingToCarryOut,
    actions.ComplaintChanged,
    actions.PlanChanged,
    actions.PlanLacks,
    actions.PlanLeavesOut,
    actions.PlanNeedsReasons,
    actions.NotMadeTogether,
    actions.NotAnswered,
    actions.NothingMaterial,
    actions.NeedsDecision,
    actions.CannotMove,
    actions.HandoverChanged,
    actions.NothingNew,
    actions.NoConsent,
    actions.NavChanged,
    actions.SentAlready,
    actions.RecognitionChanged,
    actions.AskedAlready,
    actions.WrongBody,
    actions.BeforeTheStepBefore,
    actions.SayWhatItIsRecognisedAs,
    actions.DocumentIsListed,
    actions.BeyondFullTime,
    CannotBook,
    PlaceChanged,
    BookingChanged,
    CannotAttend,
    CourseChanged,
    SeatChanged,
    actions.SayWhyNot,
    actions.GoalsChanged,
    NoSuchRoad,
    AddressMissing,
    NoRateForDate,
)
MOVES: Mapping[str, str | Promise] = {
    "not_yours_the_day_before": lazy(
        "Your municipality was not responsible for everyone you chose on the day before. Check the day, and who moves."
    ),
    "the_same_municipality": lazy("This municipality is responsible already. Choose the one that the person moves to."),
    "planned_already": lazy("A move is registered already, for someone you chose. Call it off first."),
    "the_day_has_not_come": lazy("The day of the move has not come yet."),
}
PLAN_PARTS: Mapping[str, str | Promise] = {
    "main_goal": lazy("The goal of the programme"),
    "part_goals": lazy("Goals on the way"),
    "background": lazy("What the plan builds on"),
    "norwegian_goal": lazy("Goal in Norwegian"),
    "starts_on": lazy("The programme begins"),
    "phases": lazy("Time phases"),
    "measures": lazy("Measures"),
    "why": lazy("Why each measure suits this person"),
}
PLAIN: Mapping[type[Exception], str | Promise] = {
    actions.PlanChanged: lazy("Someone else has saved the plan after you opened it. Look at it again, and then save."),
    actions.PlanNeedsReasons: lazy("Write the reasons: the letter states them."),
    actions.NotMadeTogether: lazy(
        "Register the conversation with the participant, its day and who took part: a plan is made together with them."
    ),
    actions.NotAnswered: lazy(
        "The participant has not said anything of the plan as it stands now. Register what they say, or wait for it."
    ),
    actions.NothingMaterial: lazy("Nothing that is decided has changed. Adjust the plan without a new decision."),
    actions.NeedsDecision: lazy("Goals, phases or measures have changed: make a new decision."),
    ChangedMeanwhile: lazy("Someone else has changed this after you opened the page. Look at it again, and then send."),
    actions.NoRightToIt: lazy(
        "The calculation gives no right to this on the first day, and it may not be offered. See the calculation."
    ),
    actions.AnswerFirst: lazy("Nobody has said yes to an offer yet. Register the offer and the answer first."),
    actions.LawDoesNotApply: lazy("The law that the person belongs to has no such hours. See the calculation."),
    actions.NoDutyToExemptFrom: lazy("The person has no such duty to be exempted from. See the calculation."),
    actions.GroundDoesNotFit: lazy("This reason does not exempt from this. Choose another reason."),
    actions.SectionMissing: lazy("Write the section of the law that exempts: Rotfeste does not know it for this."),
    actions.NotYetOver: lazy("The benefit is paid in arrears: the month is not over yet."),
    actions.NothingToSend: lazy("No benefit of this month is approved and waits to be sent."),
    actions.ComplaintIsOpen: lazy("There is an open complaint about this decision already. Go on with that one."),
    actions.BeforeTheDecision: lazy("The day is before the step that comes first. Check the dates."),
    actions.InTheFuture: lazy("The day is after today."),
    actions.OlderThanAYear: lazy(
        "The complaint came more than a year after the decision, and can only be dismissed (forvaltningsloven § 31)."
    ),
    actions.NothingToCarryOut: lazy("The decision stands, or what was done is registered already."),
    actions.ComplaintChanged: lazy(
        "Someone else changed the complaint while you were writing. What you wrote stands below; read the"
        " complaint's page before you save again."
    ),
    actions.HandoverChanged: lazy("Someone else has changed this move after you opened it. Look at it again."),
    actions.NoConsent: lazy("The person has not said yes to what it holds now. Without a yes nothing is sent."),
    actions.NavChanged: lazy(
        "Someone else has changed this after you opened the page. Look at it again, and then send."
    ),
    actions.RecognitionChanged: lazy(
        "Someone else has changed this after you opened the page. Look at it again, and then send."
    ),
    actions.AskedAlready: lazy("The same education is with this body already. Go on with that application."),
    actions.WrongBody: lazy("Choose a body that recognises this kind of education, or name another body."),
    actions.BeforeTheStepBefore: lazy("The day is before the step that comes first. Check the dates."),
    actions.SayWhatItIsRecognisedAs: lazy(
        "Write what the education is recognised as, or, where it is not recognised, leave the field empty."
    ),
    actions.SayWhyNot: lazy("Write why the goal was not reached."),
    actions.GoalsChanged: lazy("The goals of the plan have changed meanwhile. Open the page again, and then save."),
    actions.DocumentIsListed: lazy("This document is on the list already: choose it there."),
    actions.SentAlready: lazy("It is sent already, or dropped, and the answer can no longer be changed."),
    CourseChanged: lazy(
        "Someone else has changed the course while you were writing. What you wrote stands below; read the course's"
        " page before you save again."
    ),
    SeatChanged: lazy("Someone else has changed this seat after you opened it. Look at it again, and then send."),
    PlaceChanged: lazy(
        "Someone else has changed the place while you were writing. What you wrote stands below; read the place's page"
        " before you save again."
    ),
    BookingChanged: lazy("Someone else has changed this booking after you opened it. Look at it again, and then send."),
    actions.NothingNew: lazy("The package holds what was sent last. Nothing new is registered."),
    NoSuchRoad: lazy("The case has gone on, and this step cannot be taken now. Look at its page."),
    AddressMissing: lazy("The municipality's postal address is missing, so no letter can be written."),
    NoRateForDate: lazy("No source gives the basic amount (G) for this month, so the benefit is not computed."),
}


def about(error: Exception) -> Sequence[str]:
    """The fields that a refusal of the register may stand at."""
    return register.FIELDS.get(error.code, ()) if isinstance(error, CannotRegister) else ()


def refusal(error: Exception) -> str:
    """Why something was not done, and how to mend it."""
    if isinstance(error, CannotRegister):
        return register.refusal(error)
    if isinstance(error, CannotBook):
        return practice.refusal(error.code)
    if isinstance(error, CannotAttend):
        return courses.refusal(error.code)
    if isinstance(error, actions.BeyondFullTime):
        left = number_format(error.left.normalize(), use_l10n=True)
        return _("%(left)s hours of the week are left in the period. Write a smaller number, or end a measure.") % {
            "left": left
        }
    if isinstance(error, actions.CannotMove):
        return str(MOVES[error.code])
    if isinstance(error, actions.TooLong):
        day = date_format(error.until_on - timedelta(days=1), "DATE_FORMAT")
        return _("The law allows no later last day than %(day)s. Choose an earlier one.") % {"day": day}
    if isinstance(error, actions.TooManyHours):
        left = register.value_words(max(0, error.left), "hours")
        return _("The law gives no more than %(left)s more in all. Write a smaller number.") % {"left": left}
    if isinstance(error, actions.PlanLacks):
        parts = ", ".join(str(PLAN_PARTS[name]) for name in error.parts)
        return _("The plan lacks: %(parts)s. Write them in the draft first.") % {"parts": parts}
    if isinstance(error, actions.PlanLeavesOut):
        parts = ", ".join(str(ProgrammePart(part).label) for part in error.parts)
        return _("The law asks for more than the plan holds: %(parts)s. Put it into the plan, or say why not.") % {
            "parts": parts
        }
    if isinstance(error, actions.WaitsFor):
        missing = ", ".join(register.waits(error.names))
        return _("The length depends on facts that are missing: %(missing)s. Register them first.") % {
            "missing": missing
        }
    return str(PLAIN[type(error)])


def stand_tag(row: Standing) -> Tag:
    """Where someone stands, in colour and text; late is red."""
    text, colour = STANDS[row.stand]
    if row.urgency == 3:
        colour = "danger"
    return Tag(str(text), colour)


def complaint_tag(row: Complaint) -> Tag:
    """Where a complaint is; a change that nobody has carried out is red."""
    if row.to_carry_out:
        return Tag(_("To be carried out"), "danger")
    colours: dict[str, Colour] = {"received": "warning", "sent": "info", "granted": "success", "decided": "success"}
    return Tag(str(ComplaintStatus(row.status).label), colours.get(row.status, "neutral"))


def amount(text: str) -> str:
    """«15 605,67», from «15605.67»."""
    return f"{float(text):,.2f}".replace(",", "\u202f").replace(".", ",")


def line_words(line: dict[str, Any]) -> tuple[str, str, str]:
    """What a line of the benefit is, how many, and its section."""
    number = str(line["number"] or "").replace(".", ",")
    return str(LINES[line["asked"]]), number, line["section"].replace("§ ", "§\u00a0")


def body_name(key: str, named: str = "") -> str:
    """A body by its key; another body by the name that the adviser has given."""
    body = bodies().get(key)
    return body.name if body else named or _("Other bodies")


def body_of(row: Recognition) -> str:
    """Which body is asked."""
    return body_name(row.body, row.body_name)


def recognition_tag(row: Recognition, today: date) -> Tag:
    """Where it stands; the answer where it is decided; that it takes long, where the body has all it asks for."""
    if row.status == RecognitionStatus.DECIDED:
        answers: dict[str, Colour] = {"recognised": "success", "partly": "info"}
        return Tag(row.get_outcome_display(), answers.get(row.outcome, "danger"))
    if row.status == RecognitionStatus.SENT and waits_long(row.sent_on, today):
        return Tag(_("Takes long"), "warning")
    colours: dict[str, Colour] = {"more_asked": "warning", "sent": "info"}
    return Tag(row.get_status_display(), colours.get(row.status, "neutral"))


def goal_tag(row: GoalResult) -> Tag:
    """How far a goal was reached."""
    colours: dict[str, Colour] = {"reached": "success", "partly": "info", "not_reached": "danger"}
    return Tag(row.get_reached_display(), colours.get(row.reached, "neutral"))
