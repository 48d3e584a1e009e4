"""Moves: the list, and one with its package, its way, and what is still registered afterwards."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.qualification import actions, forms, queries, words
from rotfeste.casework.qualification.models import Handover, Package
from rotfeste.casework.qualification.pages.deciding import now_of
from rotfeste.casework.qualification.pages.package import sections
from rotfeste.casework.qualification.pages.participant import Next
from rotfeste.casework.qualification.rules.handover import same
from rotfeste.casework.qualification.states import HandoverStatus
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui.components import Colour, Moment, Tag
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.persons import queries as persons

H = HandoverStatus
COLOURS: dict[str, Colour] = {
    H.PLANNED: "info",
    H.TO_SEND: "warning",
    H.SENT: "info",
    H.OPENED: "info",
    H.RECEIVED: "success",
}


def status_tag(row: Handover, today: date) -> Tag:
    """How far it has come, in colour and text; late is red."""
    late = row.receipt_by is not None and row.receipt_by < today and row.status in (H.SENT, H.OPENED)
    stuck = row.status == H.PLANNED and row.moves_on < today
    colour: Colour = "danger" if late or stuck else COLOURS.get(row.status, "neutral")
    return Tag(str(H(row.status).label), colour)


@requires("participants.register", "qualification.decide")
def handovers(request: Request) -> HttpResponse:
    """Every move to and from the municipality."""
    ours = request.actor.organisations
    page = ListPage(
        request,
        "qualification.handovers",
        _("Moves"),
        queries.handovers(actor=request.actor),
        _columns(ours, request.today),
        filters=forms.HandoverFilter,
        filter_options={"waits": lambda row, chosen: WAITS[chosen](row, ours, request.today)},
        sort="-moves",
        shown=lambda found, how: audit.searched(
            request.actor, "qualification.handovers", persons=[row.person_id for row in found], how=how
        ),
        empty_title=_("No moves"),
        empty_text=_("A move is registered on the participant's page. Those who move here appear on their first day."),
    )
    return page.respond()


WAITS: dict[str, Callable[[Handover, tuple[int, ...], date], bool]] = {
    "to_us": lambda row, ours, today: row.receiver_id in ours and row.status in (H.SENT, H.OPENED),
    "send": lambda row, ours, today: row.organisation_id in ours and row.status == H.TO_SEND,
    "unanswered": lambda row, ours, today: (
        row.organisation_id in ours
        and row.status in (H.SENT, H.OPENED)
        and row.receipt_by is not None
        and row.receipt_by < today
    ),
    "stuck": lambda row, ours, today: row.organisation_id in ours and row.status == H.PLANNED and row.moves_on < today,
    "planned": lambda row, ours, today: row.status == H.PLANNED,
}


def _columns(ours: tuple[int, ...], today: date) -> list[Column]:
    return [
        Column(
            "name",
            lazy("Name"),
            lambda row: row.name,
            sort=lambda row: row.name.casefold(),
            url=lambda row: reverse("qualification:handover", args=[row.id]),
        ),
        Column("from", lazy("From"), lambda row: row.organisation.name, sort=lambda row: row.organisation.name),
        Column("to", lazy("To"), lambda row: row.receiver.name, sort=lambda row: row.receiver.name),
        Column("moves", lazy("First day there"), lambda row: row.moves_on, sort=lambda row: row.moves_on, kind="date"),
        Column(
            "status", lazy("Status"), lambda row: status_tag(row, today), sort=lambda row: row.status, kind="status"
        ),
        Column(
            "receipt",
            lazy("Receipt by"),
            lambda row: row.receipt_by if row.status in (H.SENT, H.OPENED) else None,
            kind="date",
        ),
    ]


@requires("participants.read")
def handover(request: Request, handover_id: int) -> HttpResponse:
    """One move: the package, its way, and what can be done now. Opened by the receiver, it is marked as opened."""
    actor = request.actor
    row = queries.handover_of(handover_id, actor=actor)
    packages = queries.packages_of(row, actor=actor)
    gives, takes = (
        each in actor.organisations and actor.may("qualification.decide")
        for each in (row.organisation_id, row.receiver_id)
    )
    if takes and packages and packages[0].opened_at is None:
        actions.open_package(packages[0].id, now=now_of(request), actor=actor)
        row = queries.handover_of(handover_id, actor=actor)
        packages = queries.packages_of(row, actor=actor)
    newest = packages[0] if packages else None
    draft = queries.contents(row, today=request.today, actor=actor) if gives and _may_send(row) else None
    changed = draft is not None and (newest is None or not same(newest.content, draft))
    content = draft if changed or newest is None else newest.content
    context = {
        "row": row,
        "tag": status_tag(row, request.today),
        "next": _next(row, packages, gives=gives, takes=takes, changed=changed, today=request.today),
        "newest": newest,
        "packages": packages,
        "draft": changed,
        "sections": sections(content, on=request.today) if content else [],
        "moments": _moments(row, packages),
        "own": _own_time(request, row) if gives and row.moved_at else None,
        "takes": takes,
        "seen": bool(persons.persons_by_id([row.person_id], actor=actor)),
    }
    return render(request, "qualification/handover.html", context)


def _may_send(row: Handover) -> bool:
    return row.status not in (H.PLANNED, H.CALLED_OFF)


def _own_time(request: Request, row: Handover) -> dict[str, Any]:
    """What the former municipality still registers: its own times, and complaints about its own decisions."""
    ours = request.actor.organisations
    file = participants.file_of(row.person_id, actor=request.actor)
    return {
        "enrolments": [each for each in file.enrolments if each.organisation_id in ours],
        "decisions": [each for each in file.decisions if each.organisation_id in ours],
        "complaints": [
            (each, words.complaint_tag(each)) for each in queries.complaints_of(row.person_id, actor=request.actor)
        ],
    }


def _next(
    row: Handover, packages: list[Package], *, gives: bool, takes: bool, changed: bool, today: date
) -> list[Next]:
    def to(name: str, label: str, number: int | None = None, *, main: bool = False) -> Next:
        return Next(label, reverse(f"qualification:{name}", args=[number or row.id]), main)

    if takes and packages and row.status == H.OPENED:
        return [to("give_receipt", _("Give a receipt"), packages[0].id, main=True)]
    if takes and row.status == H.RECEIVED:
        return [to("participant", _("Go to the participant"), row.person_id, main=True)]
    if gives and row.status == H.PLANNED:
        stuck = row.moves_on <= today
        found = [to("carry_out_move", _("Register the move again"), main=True)] if stuck else []
        return [*found, to("call_off_move", _("Call off the move"))]
    if gives and _may_send(row) and changed:
        anew = bool(packages)
        label = _("Send a new version") if anew else _("Send the package")
        return [to("send_package", label, main=not anew)]
    return []


def _moments(row: Handover, packages: list[Package]) -> list[Moment]:
    who = row.registered_by.name if row.registered_by else ""
    found = [Moment(_("The move is registered"), row.registered_at.date(), who=who)]
    moved = row.status not in (H.PLANNED, H.CALLED_OFF)
    title = _("First day in %(place)s") % {"place": row.receiver.name}
    found.append(Moment(title, row.moves_on, state="done" if moved else "ahead"))
    for package in reversed(packages):
        sent = _("Version %(n)s is sent") % {"n": package.number}
        found.append(Moment(sent, package.sent_at.date(), who=package.sent_by.name if package.sent_by else ""))
        if package.opened_at:
            name = package.opened_by.name if package.opened_by else ""
            found.append(
                Moment(_("Opened in %(place)s") % {"place": row.receiver.name}, package.opened_at.date(), who=name)
            )
        if package.received_at:
            name = package.received_by.name if package.received_by else ""
            found.append(Moment(_("Receipt given"), package.received_at.date(), who=name))
    if row.status == H.CALLED_OFF:
        return [found[0], Moment(_("The move is called off"))]
    found.sort(key=lambda moment: (moment.state == "ahead", str(moment.at)))
    if row.status in (H.SENT, H.OPENED):
        found.append(Moment(_("A receipt is expected"), row.receipt_by, text=_("How soon is assumed."), state="ahead"))
    return found
