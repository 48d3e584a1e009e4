"""How practice places and bookings are shown: tags, facts, pictures, and what can be done with a booking."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rotfeste.casework.qualification.pages.participant import Next
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.places import queries as places
from rotfeste.foundation.ui.charts import Chart, months, spans
from rotfeste.foundation.ui.components import Colour, Tag
from rotfeste.registers.participants.rules.answer import add_months
from rotfeste.registers.practice.models import Booking
from rotfeste.registers.practice.queries import PlaceView
from rotfeste.registers.practice.rules import most_at_once
from rotfeste.registers.practice.states import BookingStatus

B = BookingStatus
AHEAD = 12
"""Months that the picture shows."""
COLOURS: dict[str, Colour] = {B.ASKED: "warning", B.CONFIRMED: "info", B.BEGAN: "success"}
A_DAY = timedelta(days=1)


def free_today(view: PlaceView, today: date) -> int:
    """How many places are free on this day."""
    return view.free(today, today + A_DAY)


def free_tag(view: PlaceView, today: date) -> Tag:
    """How many are free today, of how many; or that the place is not there."""
    if view.place.from_on > today:
        return Tag(_("Opens later"), "neutral")
    if view.place.until_on is not None and view.place.until_on <= today:
        return Tag(_("Is no more"), "neutral")
    free = free_today(view, today)
    text = _("%(free)s of %(all)s free") % {"free": free, "all": view.place.capacity}
    return Tag(text, "success" if free else "neutral")


def booking_tag(row: Booking, today: date) -> Tag:
    """How far a booking has come; past its last day it is to be ended."""
    if row.status in (B.CONFIRMED, B.BEGAN) and row.until_on <= today:
        return Tag(_("Past its last day"), "warning")
    if row.status == B.CONFIRMED and row.from_on <= today:
        return Tag(_("Should have begun"), "warning")
    return Tag(str(B(row.status).label), COLOURS.get(row.status, "neutral"))


def facts(view: PlaceView, today: date) -> list[tuple[str, str]]:
    """What is known about a place, in a few lines."""
    row = view.place
    number = row.organisation_number
    spaced = "\u202f".join((number[:3], number[3:6], number[6:]))
    rows = [
        (_("Organisation number"), spaced),
        (_("Where"), places.name_of(row.municipality_code, today)),
        (_("Line of work"), row.work),
        (_("Level in Norwegian"), row.get_level_display() if row.level else _("No level is asked for")),
        (_("Hours a week, at most"), number_format(row.hours_week.normalize(), use_l10n=True)),
        (_("How many at a time"), str(row.capacity)),
        (_("When"), period_words(row.from_on, row.until_on)),
        (_("Whom to talk to"), row.contact),
        (_("With a wheelchair"), _("Yes") if row.wheelchair else _("No")),
        (_("Who found it"), str(row.get_found_by_display())),
        (_("Who may book it"), str(row.get_shared_display())),
        (_("Registered by"), row.organisation.name),
    ]
    return [*rows, (_("Note"), row.note)] if row.note else rows


def period_words(from_on: date, until_on: date | None) -> str:
    """First and last day; open where no end is known."""
    begins = date_format(from_on, "DATE_FORMAT")
    if until_on is None:
        return _("From %(day)s, no end is known") % {"day": begins}
    return f"{begins} – {date_format(until_on - A_DAY, 'DATE_FORMAT')}"


def capacity_chart(rows: Sequence[PlaceView], today: date) -> Chart:
    """Month by month: how many places are taken when most are, and how many are free all the month."""
    booked, asked, free = (dict[date, int]() for _each in range(3))
    for n in range(AHEAD):
        month = add_months(today.replace(day=1), n)
        begins, ends = max(month, today), add_months(month, 1)
        booked[month] = asked[month] = free[month] = 0
        for view in rows:
            until = min(ends, view.place.until_on or ends)
            if view.place.from_on >= ends or until <= begins:
                continue
            first = max(begins, view.place.from_on)
            sure = most_at_once(
                (row.held for row in view.bookings if row.holds and row.status != B.ASKED), first, until
            )
            all_of = most_at_once(view.held, first, until)
            booked[month] += sure
            asked[month] += all_of - sure
            free[month] += view.place.capacity - all_of
    title = _("Practice places in the months ahead") if len(rows) > 1 else _("The months ahead")
    return months(
        title,
        {_("Free all month"): free, _("Asked, no answer yet"): asked, _("Booked"): booked},
        description=_("Places, counted on the day of the month on which most are taken."),
        unit=_("places"),
    )


def bookings_chart(rows: Sequence[Booking], today: date) -> Chart:
    """Each booking as a bar from its first day to its last."""
    return spans(
        _("Who is there when"),
        [
            (f"{n}. {row.organisation.name}", str(B(row.status).label), row.from_on, row.until_on)
            for n, row in enumerate(rows, 1)
        ],
        description=_("One bar for each booking; the dotted line is today."),
        today=today,
    )


def next_steps(row: Booking, actor: Actor, today: date, *, owner: bool) -> list[Next]:
    """What the actor can do with a booking as it stands."""
    ours = row.organisation_id in actor.organisations
    if not actor.may("practice.register") or not (owner or ours):
        return []

    def to(name: str, label: str, *, main: bool = False) -> Next:
        return Next(label, reverse(f"qualification:{name}_practice", args=[row.id]), main)

    if row.status == B.ASKED:
        answers = [to("confirm", _("Confirm"), main=True), to("decline", _("Decline"))] if owner else []
        return [*answers, *([to("withdraw", _("Withdraw"))] if ours else [])]
    if row.status == B.CONFIRMED:
        begun = row.from_on <= today
        begin = [to("begin", _("Register that it has begun"), main=True)] if ours and begun else []
        return [*begin, *([to("end", _("End"))] if begun else []), to("withdraw", _("Withdraw"))]
    return [to("end", _("End"))] if row.status == B.BEGAN else []


def kind_words(view: PlaceView) -> str:
    """The kind of practice in the reader's language."""
    return view.place.kind.name((get_language() or "nb")[:2])
