"""The lists people work from: the queue, interviews, requests, people coming, people settled, messages."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.settlement import queries
from rotfeste.casework.settlement.pages import filters, words
from rotfeste.casework.settlement.rules.clocks import risk
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui.components import Tag
from rotfeste.foundation.ui.lists import Column, How, ListPage
from rotfeste.registers.persons.countries import country_name


def case_url(row: Any) -> str:
    """The address of a row's case."""
    return reverse("settlement:case", args=[row.id])


def shown(request: Request, what: str) -> Any:
    """Record which persons a list showed, and how it left the system."""

    def record(rows: list[Any], how: How) -> None:
        ids = [row.head_id for row in rows if row.head_id]
        audit.searched(request.actor, f"settlement.{what}", persons=ids, how=how, rows=len(rows))

    return record


def name(row: Any) -> str:
    """The main person's name."""
    return f"{row.family_name}, {row.given_name}" if row.family_name else _("No main person")


NAME = Column("name", lazy("Household"), name, sort=("family_name", "given_name"), url=case_url)
SIZE = Column("size", lazy("Persons"), lambda row: row.size, sort="size", kind="number")
GROUP = Column("group", lazy("Group"), lambda row: words.group_label(row.group, row.resettlement), sort="group")
STATUS = Column("status", lazy("Status"), lambda row: words.case_tag(row.status), sort="status", kind="status")
FROM = Column("country", lazy("Citizenship"), lambda row: country_name(row.citizenship or ""), sort="citizenship")
CENTRE = Column(
    "centre", lazy("Reception centre"), lambda row: row.centre.name if row.centre else "", sort="centre__name"
)
RECEIVER = Column(
    "receiver", lazy("Municipality"), lambda row: row.receiver.name if row.receiver else "", sort="receiver__name"
)


def deadline(request: Request) -> Column:
    """Days left to the target, as colour and text."""

    def cell(row: Any) -> Tag:
        colour = words.risk_tag(risk(row.deadline_on, request.today)).colour
        return Tag(words.days_left((row.deadline_on - request.today).days), colour)

    return Column("deadline", lazy("Target"), cell, sort="deadline_on", kind="status")


@requires("settlement.request")
def queue(request: Request) -> HttpResponse:
    """Everyone who waits, those at risk first."""
    return ListPage(
        request,
        "settlement.queue",
        _("Households that wait"),
        queries.queue(actor=request.actor),
        [NAME, SIZE, GROUP, deadline(request), STATUS, FROM, CENTRE],
        filters=filters.QueueFilter,
        filter_options={"today": request.today},
        sort="deadline",
        shown=shown(request, "queue"),
        empty_title=_("Nobody waits"),
        empty_text=_("New households appear here when permits are taken in."),
    ).respond()


@requires("settlement.map")
def interviews(request: Request) -> HttpResponse:
    """Interviews that the reception centre must hold or complete."""

    def due(row: Any) -> Tag:
        on = row.interview.return_deadline_on or row.interview.due_on
        days = (on - request.today).days
        return Tag(words.days_left(days), "danger" if days < 0 else "warning" if days <= 2 else "success")

    return ListPage(
        request,
        "settlement.interviews",
        _("Interviews"),
        queries.interviews(actor=request.actor),
        [
            Column(
                "name",
                lazy("Household"),
                name,
                sort=("family_name", "given_name"),
                url=lambda row: reverse("settlement:interview", args=[row.id]),
            ),
            SIZE,
            GROUP,
            Column("due", lazy("Deadline"), due, sort="interview__due_on", kind="status"),
            Column(
                "stage", lazy("Interview"), lambda row: row.interview.get_status_display(), sort="interview__status"
            ),
            Column("opened", lazy("Permit taken in"), lambda row: row.opened_on, sort="opened_on", kind="date"),
        ],
        filters=filters.InterviewFilter,
        filter_options={"today": request.today},
        shown=shown(request, "interviews"),
        empty_title=_("No interviews to hold"),
        empty_text=_("When someone in the centre gets a permit, the household appears here."),
    ).respond()


@requires("settlement.read")
def requests_list(request: Request) -> HttpResponse:
    """Requests that await an answer. The rows name no person."""

    def left(row: Any) -> Tag:
        days = (row.deadline_on - request.today).days
        return Tag(words.days_left(days), "danger" if days < 0 else "warning" if days <= 3 else "info")

    columns = [
        Column(
            "case",
            lazy("Household"),
            lambda row: words.group_label(row.case.group, row.case.resettlement),
            sort="case__group",
            url=lambda row: reverse("settlement:case", args=[row.case_id]),
        ),
        SIZE,
        Column("sent", lazy("Sent"), lambda row: row.sent_on, sort="sent_on", kind="date"),
        Column("deadline", lazy("Answer by"), left, sort="deadline_on", kind="status"),
    ]
    if request.actor.in_directorate or len(request.actor.organisations) > 1:
        columns.insert(
            1, Column("to", lazy("Municipality"), lambda row: row.organisation.name, sort="organisation__name")
        )
    return ListPage(
        request,
        "settlement.requests",
        _("Requests to answer") if request.actor.in_municipality else _("Requests that await an answer"),
        queries.requests_to(actor=request.actor),
        columns,
        filters=filters.RequestFilter,
        filter_options={"today": request.today},
        empty_title=_("No requests await an answer"),
        empty_text=_("When a municipality is asked to receive a household, the request appears here."),
    ).respond()


@requires("settlement.read")
def coming(request: Request) -> HttpResponse:
    """People on their way."""
    return ListPage(
        request,
        "settlement.coming",
        _("On their way"),
        queries.coming(actor=request.actor),
        [
            NAME,
            SIZE,
            GROUP,
            STATUS,
            Column(
                "move", lazy("Agreed day to move"), lambda row: row.agreed_move_on, sort="agreed_move_on", kind="date"
            ),
            RECEIVER,
            CENTRE,
        ],
        filters=filters.ComingFilter,
        filter_options={"today": request.today},
        shown=shown(request, "coming"),
        empty_title=_("Nobody is on the way"),
        empty_text=_("Households appear here when a municipality has said yes."),
    ).respond()


def settled_columns() -> list[Column]:
    """What is shown of a household that has moved in."""

    def waited(row: Any) -> int:
        return int((row.settled_on - row.clock_from).days) if row.settled_on else 0

    moved = Column("moved", lazy("Moved in"), lambda row: row.settled_on, sort="settled_on", kind="date")
    return [NAME, SIZE, GROUP, moved, Column("waited", lazy("Days from permit"), waited, kind="number"), RECEIVER]


@requires("settlement.read")
def settled(request: Request) -> HttpResponse:
    """People who have moved in."""

    return ListPage(
        request,
        "settlement.settled",
        _("Settled"),
        queries.settled(actor=request.actor),
        settled_columns(),
        filters=filters.SettledFilter,
        shown=shown(request, "settled"),
        empty_title=_("Nobody has moved in yet"),
    ).respond()


@requires("settlement.message")
def messages_list(request: Request) -> HttpResponse:
    """Cases with messages that are not read."""
    return ListPage(
        request,
        "settlement.messages",
        _("Cases with unread messages"),
        queries.with_unread(actor=request.actor),
        [NAME, SIZE, GROUP, STATUS, CENTRE],
        shown=shown(request, "messages"),
        empty_title=_("No unread messages"),
    ).respond()
