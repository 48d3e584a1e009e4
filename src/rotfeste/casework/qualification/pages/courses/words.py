"""How courses, sessions and seats are shown: tags, facts, and what can be done with a course."""

from datetime import date

from django.urls import reverse
from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import gettext as _

from rotfeste.casework.qualification.pages.participant import Next
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.ui.components import Colour, Tag
from rotfeste.registers.courses.models import Seat, Session
from rotfeste.registers.courses.queries import CourseView
from rotfeste.registers.courses.states import SeatStatus
from rotfeste.registers.persons.countries import language_name

COLOURS: dict[str, Colour] = {SeatStatus.TAKEN: "success"}


def hours_words(hours: object) -> str:
    """«3 hours», «1.5 hours»."""
    return _("%(n)s hours") % {"n": number_format(f"{hours:f}".rstrip("0").rstrip(".") or "0", use_l10n=True)}


def free_tag(view: CourseView, today: date) -> Tag:
    """How many seats are free, of how many; or that the course is called off or over."""
    if not view.course.is_held:
        return Tag(_("Called off"), "danger")
    if view.course.until_on <= today:
        return Tag(_("Is over"), "neutral")
    text = _("%(free)s of %(all)s free") % {"free": view.free, "all": view.course.capacity}
    return Tag(text, "success" if view.free else "neutral")


def seat_tag(seat: Seat) -> Tag:
    """What has become of a seat."""
    return Tag(str(SeatStatus(seat.status).label), COLOURS.get(seat.status, "neutral"))


def when(session: Session | None) -> str:
    """«Tuesday 2 May at 10:00»; nothing where there is none."""
    if session is None:
        return "–"
    day = date_format(session.day, "l j. F").lower()
    return _("%(day)s at %(time)s") % {"day": day, "time": time_format(session.starts_at, "H:i")}


def facts(view: CourseView) -> list[tuple[str, str]]:
    """What is known about a course, in a few lines."""
    row = view.course
    number = row.platform_number
    return [
        (_("Who holds it"), row.organisation.name),
        (_("Language of instruction"), language_name(row.language)),
        (_("How it is held"), _("Digitally") if row.digital else _("In a room")),
        *([(_("Room and address"), row.place)] if row.place else []),
        (_("Period"), f"{date_format(row.from_on, 'DATE_FORMAT')} – {date_format(row.last_day, 'DATE_FORMAT')}"),
        (_("Hours in all"), hours_words(view.hours)),
        (_("Seats"), str(row.capacity)),
        (_("Who may take seats"), row.get_shared_display()),
        *([(_("Whom to talk to"), row.contact)] if row.contact else []),
        *([(_("Reported by the platform"), "\u202f".join((number[:3], number[3:6], number[6:])))] if number else []),
    ]


def next_steps(view: CourseView, actor: Actor, today: date) -> list[Next]:
    """What who holds the course can do with it, the most likely first."""
    row = view.course
    if row.organisation_id not in actor.organisations or not actor.may("courses.register"):
        return []

    def to(name: str, label: str, *, main: bool = False) -> Next:
        return Next(label, reverse(f"qualification:{name}", args=[row.id]), main)

    found = []
    if view.seats and any(each.day <= today for each in view.sessions):
        found.append(to("attendance", _("Register attendance"), main=True))
    if row.is_held:
        found += [
            to("change_course", _("Change the course")),
            to("add_sessions", _("Add sessions")),
            to("call_off_course", _("Call off the course")),
        ]
    return found
