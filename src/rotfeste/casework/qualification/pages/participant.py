"""One participant: what comes next, the way through the programme, measures, leave, benefit and letters."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rotfeste.casework.qualification import queries, words
from rotfeste.casework.qualification.models import Recognition
from rotfeste.casework.qualification.pages.way import way_chart
from rotfeste.casework.qualification.queries import ParticipantView
from rotfeste.casework.qualification.rules.board import Stand
from rotfeste.casework.qualification.states import BenefitStatus
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.letters.queries import letters_about
from rotfeste.foundation.ui.components import Colour, Moment, Tag
from rotfeste.registers.participants import words as register
from rotfeste.registers.participants.queries import reservation_of
from rotfeste.registers.participants.rules.answer import Answer
from rotfeste.registers.participants.states import Activity
from rotfeste.registers.practice.models import Booking
from rotfeste.registers.practice.queries import booked_by_person
from rotfeste.registers.practice.states import BookingStatus

AT_ONCE = 5
"""So many steps are seen at once; the rest are folded."""


@dataclass(frozen=True)
class Next:
    """A button: what can be done now."""

    label: str
    url: str
    main: bool = False


@requires("participants.read", "persons.read")
def participant(request: Request, person_id: int) -> HttpResponse:
    """All about one participant."""
    actor = request.actor
    view = queries.participant_view(person_id, today=request.today, actor=actor)
    language = (get_language() or "nb")[:2]
    education = queries.recognitions_of(person_id, actor=actor)
    steps = [*next_steps(view), *_onwards(view)]
    context = {
        "view": view,
        "tag": words.stand_tag(view.standing),
        "rights": rights_of(view.answer),
        "missing": register.waits(_missing(view.answer)),
        "next": steps[:AT_ONCE],
        "more": steps[AT_ONCE:],
        "practice": _practice(person_id, actor),
        "nav": queries.nav_packages_of(person_id, actor=actor),
        "moves": [row for row in queries.handovers_of(person_id, actor=actor) if row.status != "called_off"],
        "education": [(row, words.recognition_tag(row, request.today), words.body_of(row)) for row in education],
        "goals": [(row, words.goal_tag(row)) for row in queries.goal_results_of(person_id, actor=actor)],
        "way": way_chart(view, language, request.today),
        "moments": moments(view, education),
        "measures": [(row, row.kind.name(language), row.until_on - timedelta(days=1)) for row in view.file.measures],
        "weeks": [(row, row.until_on - timedelta(days=1)) for row in view.weeks],
        "too_little": [row for row in view.weeks if not row.enough],
        "leaves": [(row, row.until_on - timedelta(days=1)) for row in view.file.leaves],
        "absences": [(row, row.until_on - timedelta(days=1)) for row in view.file.absences],
        "complaints": [(row, words.complaint_tag(row)) for row in queries.complaints_of(person_id, actor=actor)],
        "benefits": [(row, benefit_tag(row.status)) for row in view.benefits],
        "letters": letters_about("qualification.person", person_id, actor=actor) if actor.may("letters.read") else [],
        "may_register": view.ours,
        "reservation": reservation_of(person_id, actor=actor),
        "own": actor.organisations if actor.may("qualification.decide") else (),
    }
    return render(request, "qualification/participant.html", context)


def _practice(person_id: int, actor: Actor) -> list[tuple[Booking, date, Tag]]:
    """The practice places that are booked for the person, with the last day and how far it has come."""
    if not actor.may("practice.read"):
        return []
    rows = [row.booking for row in booked_by_person(person_id, actor=actor)]
    colours: dict[str, Colour] = {"asked": "warning", "confirmed": "info", "began": "success"}
    return [
        (
            row,
            row.until_on - timedelta(days=1),
            Tag(str(BookingStatus(row.status).label), colours.get(row.status, "neutral")),
        )
        for row in rows
    ]


def benefit_tag(status: str) -> Tag:
    """How far a month's benefit has come."""
    colours: dict[str, Colour] = {"computed": "warning", "approved": "info", "sent": "success"}
    return Tag(str(BenefitStatus(status).label), colours[status])


def _missing(answer: Answer) -> str:
    return " ".join(dict.fromkeys((*answer.programme.waits_for, *answer.norwegian.waits_for)))


def rights_of(answer: Answer) -> list[tuple[str, str]]:
    """What the person is entitled to, in a few lines."""
    programme, norwegian = answer.programme, answer.norwegian
    rows = [
        (_("Law"), str(register.LAWS[answer.law])),
        (_("Introduction programme"), str(register.CATEGORIES[programme.category])),
    ]
    if programme.from_on:
        rows.append((_("From"), date_format(programme.from_on, "DATE_FORMAT")))
    if programme.start_by:
        rows.append((_("The programme begins no later than"), date_format(programme.start_by, "DATE_FORMAT")))
    if programme.longest_months:
        longest, extension = (
            register.value_words(n, "months") for n in (programme.longest_months, programme.extension_months)
        )
        text = _("%(longest)s, can be extended by %(extension)s") % {"longest": longest, "extension": extension}
        rows.append((_("Longest programme"), text))
    rows.append((_("Norwegian and civics"), str(register.CATEGORIES[norwegian.category])))
    hours = [
        (_("Hours of Norwegian"), norwegian.hours_norwegian),
        (_("Hours of civics"), norwegian.hours_civics),
        (_("Hours of Norwegian culture and values"), norwegian.hours_culture),
    ]
    rows += [(label, register.value_words(number, "hours")) for label, number in hours if number]
    if norwegian.goal_spoken:
        goal = _("%(spoken)s spoken, %(written)s written (guiding)")
        rows.append(
            (_("A goal in Norwegian"), goal % {"spoken": norwegian.goal_spoken, "written": norwegian.goal_written})
        )
    if norwegian.done_by:
        rows.append((_("The duty is to be fulfilled by"), date_format(norwegian.done_by, "DATE_FORMAT")))
    return rows


def next_steps(view: ParticipantView) -> list[Next]:
    """What can be done with the participant as they stand, the most likely first."""
    if not view.ours:
        return []

    def to(name: str, label: str, number: int | None = None, *, main: bool = False) -> Next:
        return Next(label, reverse(f"qualification:{name}", args=[number or view.person.id]), main)

    stand, enrolment, offer = view.standing.stand, view.enrolment, view.offer
    facts = to("circumstances", _("Register facts about the person"))
    if stand in (Stand.TO_OFFER, Stand.MAY_BE_OFFERED, Stand.DECLINED):
        return [to("offer", _("Offer the programme"), main=True), to("refuse", _("Refuse a claim")), facts]
    if stand is Stand.MOVED_HERE:
        return [
            to("decide", _("Make the decision"), main=True),
            to("offer", _("Offer the programme")),
            to("refuse", _("Refuse a claim")),
            facts,
        ]
    if stand is Stand.AWAITS_ANSWER and offer:
        return [to("answer", _("Register the answer"), offer.id, main=True), facts]
    if stand is Stand.TO_DECIDE:
        return [to("decide", _("Make the decision"), main=True), facts]
    if stand is Stand.TO_START:
        return [to("start", _("Register the start"), main=True), facts]
    if enrolment is not None and stand is Stand.INTERRUPTED:
        return [
            to("resume", _("Go on with the programme"), enrolment.id, main=True),
            to("end", _("End the programme"), enrolment.id),
        ]
    if enrolment is not None and stand in (Stand.IN_PROGRAMME, Stand.PAST_ITS_END):
        past = stand is Stand.PAST_ITS_END
        end = to("end", _("End the programme"), enrolment.id, main=past)
        extend = to("extend", _("Extend the programme"), enrolment.id)
        return [
            *((end, extend) if past else ()),
            to("measure", _("Add a measure"), enrolment.id, main=not past),
            to("absence", _("Register absence"), enrolment.id),
            to("leave", _("Grant leave"), enrolment.id),
            to("benefit", _("Compute the benefit"), enrolment.id),
            *(() if past else (to("find_practice", _("Find a practice place")), end, extend)),
            to("interrupt", _("Interrupt the programme"), enrolment.id),
            facts,
        ]
    if enrolment is not None and stand is Stand.ENDED:
        return [
            to("goals", _("How far the goals were reached"), enrolment.id),
            to("reason", _("Correct the reason for the ending"), enrolment.id),
        ]
    return [facts]


def _onwards(view: ParticipantView) -> list[Next]:
    if not view.ours:
        return []
    return [
        Next(_("Have education recognised"), reverse("qualification:prepare_recognition", args=[view.person.id])),
        Next(_("Prepare for NAV"), reverse("qualification:prepare_nav", args=[view.person.id])),
        Next(_("The person moves"), reverse("qualification:move", args=[view.person.id])),
    ]


def moments(view: ParticipantView, education: Iterable[Recognition] = ()) -> list[Moment]:
    """The way from permit to ending, and what is ahead."""
    file, found = view.file, []
    for offer in file.offers:
        if offer.activity != Activity.PROGRAMME:
            continue
        found.append(Moment(_("The programme is offered"), offer.offered_on))
        if offer.answered_on:
            reason = offer.get_reason_display() if offer.reason else ""
            said = {"accepted": _("Said yes"), "declined": _("Said no")}
            title = said.get(offer.status, offer.get_status_display())
            found.append(Moment(title, offer.answered_on, text=reason))
    for row in file.decisions:
        title = f"{row.get_kind_display()}: {row.get_outcome_display().lower()}"
        found.append(Moment(title, row.decided_on, text=row.section, who=row.organisation.name))
    programmes = {row.id: row for row in file.enrolments if row.activity == Activity.PROGRAMME}
    for enrolment in programmes.values():
        found.append(Moment(_("First day in the programme"), enrolment.started_on, who=enrolment.organisation.name))
    for leave in file.leaves:
        found.append(Moment(_("Leave: %(kind)s") % {"kind": leave.get_kind_display()}, leave.from_on))
    for gap in file.interruptions:
        found.append(Moment(_("The programme is interrupted"), gap.from_on, text=gap.reason))
        if gap.until_on and (not view.ending or gap.until_on < view.ending.ended_on):
            found.append(Moment(_("The programme goes on"), gap.until_on))
    for ending in file.endings:
        if ending.enrolment_id not in programmes:
            continue
        last = ending.ended_on - timedelta(days=1)
        found.append(Moment(_("Last day in the programme"), last, text=ending.get_reason_display()))
    for asked in education:
        found += _recognised(asked)
    found.sort(key=lambda row: str(row.at))
    return [*found, *_ahead(view)]


def _recognised(row: Recognition) -> list[Moment]:
    """The way of an education to be recognised, in short."""
    body, found = words.body_of(row), []
    if row.sent_on:
        found.append(Moment(_("Education sent to %(body)s") % {"body": body}, row.sent_on, text=row.subject))
    if row.decided_on:
        title = _("Education: %(outcome)s") % {"outcome": row.get_outcome_display().lower()}
        found.append(Moment(title, row.decided_on, text=row.recognised_as or row.subject, who=body))
    return found


def _ahead(view: ParticipantView) -> list[Moment]:
    if view.ending:
        return []
    enrolment = view.enrolment
    if enrolment is not None:
        return [
            Moment(
                _("The programme ends"),
                enrolment.until_on - timedelta(days=1) if enrolment.until_on else None,
                state="ahead",
            )
        ]
    if view.standing.day:
        return [Moment(_("The programme begins no later than"), view.standing.day, state="ahead")]
    return []
