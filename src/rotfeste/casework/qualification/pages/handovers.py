"""Moves: registered, listed, and one with its package, its receipt, and what is still registered afterwards."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms as plain
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
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
from rotfeste.foundation.letters.queries import as_document
from rotfeste.foundation.ui import steps
from rotfeste.foundation.ui.components import Colour, Moment, Tag
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.registers.participants import actions as register
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
REFUSALS = steps.Refusals(
    words.REFUSED, words.refusal, newest={actions.HandoverChanged: lambda error: error.handover.version}
)


def status_tag(row: Handover, today: date) -> Tag:
    """How far it has come, in colour and text; late is red."""
    late = row.receipt_by is not None and row.receipt_by < today and row.status in (H.SENT, H.OPENED)
    stuck = row.status == H.PLANNED and row.moves_on < today
    colour: Colour = "danger" if late or stuck else COLOURS.get(row.status, "neutral")
    return Tag(str(H(row.status).label), colour)


@requires("qualification.decide")
def move(request: Request, person_id: int) -> HttpResponse:
    """A person, and others of the household, move to another municipality."""
    actor, person = request.actor, persons.person(person_id, actor=request.actor)
    household = persons.members(person.household_id, actor=actor)
    here = persons.responsible_on([row.id for row in household], request.today, actor=actor)
    ours = [row for row in household if here.get(row.id) in actor.organisations]
    people = [(str(row.id), f"{row.full_name} ({row.age_on(request.today)})") for row in ours]
    taken = {here[row.id] for row in ours}
    receivers = [(str(row.id), row.name) for row in queries.receivers(request.today) if row.id not in taken]
    form = forms.MoveForm(
        steps.given(request),
        initial={"people": [str(person_id)], "moves_on": request.today},
        people=people,
        receivers=receivers,
    )
    made: list[Handover] = []

    def run() -> None:
        said = form.cleaned_data
        ids, receiver = [int(key) for key in said["people"]], int(said["receiver"])
        made.extend(
            actions.register_move(
                ids,
                receiver_id=receiver,
                moves_on=said["moves_on"],
                message=said["message"],
                now=now_of(request),
                actor=actor,
            )
        )

    if steps.done(request, form, run, REFUSALS):
        messages.success(request, _("The move is registered."))
        return redirect("qualification:handover", next((r.id for r in made if r.person_id == person_id), made[0].id))
    text = _(
        "Programme and training here end on the day before, and decisions last to that day. The new municipality"
        " decides anew. You can still register hours, tests and absence of your own time afterwards."
    )
    back = reverse("qualification:participant", args=[person_id])
    context = {"form": form, "title": _("The person moves"), "text": text, "action": _("Register the move")}
    return render(request, "ui/step.html", {**context, "back_url": back})


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


def _step(
    request: Request,
    row: Handover,
    run: Callable[[dict[str, Any]], object],
    *,
    title: str,
    text: str,
    action: str,
    done: str,
    form: type[plain.Form] = forms.HandoverVersionForm,
    danger: bool = False,
) -> HttpResponse:
    shown = form(steps.given(request), initial={"version": row.version, "taken_on": row.moves_on})
    if steps.done(request, shown, lambda: run(shown.cleaned_data), REFUSALS):
        messages.success(request, done)
        return redirect("qualification:handover", row.id)
    back = reverse("qualification:handover", args=[row.id])
    context = {"form": shown, "title": title, "text": text, "action": action, "danger": danger, "back_url": back}
    return render(request, "ui/step.html", context)


def _ours(request: Request, handover_id: int) -> Handover:
    row = queries.handover_of(handover_id, actor=request.actor)
    if row.organisation_id not in request.actor.organisations:
        raise Handover.DoesNotExist
    return row


@requires("qualification.decide")
def send(request: Request, handover_id: int) -> HttpResponse:
    """The package is frozen and sent."""
    row = _ours(request, handover_id)
    return _step(
        request,
        row,
        lambda said: actions.send_package(row.id, now=now_of(request), actor=request.actor, **said),
        title=_("Send the package"),
        text=_(
            "%(place)s gets what the page shows, as it is now. What you register later can be sent as a new version."
        )
        % {"place": row.receiver.name},
        action=_("Send"),
        done=_("The package is sent."),
    )


@requires("qualification.decide")
def call_off(request: Request, handover_id: int) -> HttpResponse:
    """The person does not move after all."""
    row = _ours(request, handover_id)
    return _step(
        request,
        row,
        lambda said: actions.call_off_move(row.id, actor=request.actor, **said),
        title=_("Call off the move"),
        text=_("Nothing has ended yet, and everything goes on as before."),
        action=_("Call off"),
        done=_("The move is called off."),
        danger=True,
    )


@requires("qualification.decide")
def carry_out(request: Request, handover_id: int) -> HttpResponse:
    """A move that could not be registered on its day is tried again, and what is in the way is said."""
    row = _ours(request, handover_id)
    return _step(
        request,
        row,
        lambda said: actions.carry_out_move(row.id, now=now_of(request), actor=request.actor),
        title=_("Register the move again"),
        text=_("Something stood in the way on the day. Mend it, and try again."),
        action=_("Try again"),
        done=_("The move is registered."),
    )


@requires("qualification.decide")
def receipt(request: Request, package_id: int) -> HttpResponse:
    """The receiver gives a receipt."""
    package = queries.package_of(package_id, actor=request.actor)
    row = queries.handover_of(package.handover_id, actor=request.actor)
    if row.receiver_id not in request.actor.organisations:
        raise Package.DoesNotExist
    return _step(
        request,
        row,
        lambda said: actions.give_receipt(package_id, now=now_of(request), actor=request.actor),
        title=_("Give a receipt"),
        text=_("%(place)s sees that you have the package, who gave the receipt, and when. You take over from here.")
        % {"place": row.organisation.name},
        action=_("Give the receipt"),
        done=_("The receipt is given. What is left is counted from what was handed over."),
        form=plain.Form,
    )


@requires("qualification.decide")
def exam(request: Request, handover_id: int) -> HttpResponse:
    """A test that was taken while the person lived here."""
    row = _ours(request, handover_id)
    return _step(
        request,
        row,
        lambda said: register.register_exam(
            row.person_id,
            said["skill"],
            level=said["level"],
            passed=said["passed"] == "yes",
            taken_on=said["taken_on"],
            now=now_of(request),
            actor=request.actor,
        ),
        title=_("Register a test"),
        text=_("Taken before %(day)s, while the person lived here.")
        % {"day": date_format(row.moves_on, "DATE_FORMAT")},
        action=_("Save the result"),
        done=_("The result is saved."),
        form=forms.ExamForm,
    )


@requires("participants.read")
def package_pdf(request: Request, package_id: int) -> HttpResponse:
    """One version as a document."""
    row = queries.package_of(package_id, actor=request.actor)
    content = {
        "title": _("Handover: %(name)s") % {"name": row.content["person"]["name"]},
        "language": str(get_language() or "nb")[:2],
        "sender": row.content["from"]["name"],
        "dated_on": row.sent_at.date().isoformat(),
        "sections": [_heading(row), *sections(row.content, on=request.today)],
    }
    answer = HttpResponse(as_document(content), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{_("handover")}-{row.handover_id}-{row.number}.pdf"'
    return answer


def _heading(row: Package) -> dict[str, Any]:
    said, person = row.content, row.content["person"]
    moves_on = date_format(date.fromisoformat(said["moves_on"]), "DATE_FORMAT")
    lines = [
        f"DUF {person['duf_number']}, {_('born')} {date_format(date.fromisoformat(person['born_on']), 'DATE_FORMAT')}",
        _("From %(from)s to %(to)s, first day there %(day)s.")
        % {"from": said["from"]["name"], "to": said["to"]["name"], "day": moves_on},
        _("Contact: %(name)s, %(email)s") % said["contact"],
        _("Version %(n)s, SHA-256 %(hash)s") % {"n": row.number, "hash": row.sha256},
    ]
    return {"title": _("About the package"), "lines": lines, "tables": []}


@requires("participants.read")
def package_json(request: Request, package_id: int) -> HttpResponse:
    """One version for a machine: the very content that the hash is of."""
    row = queries.package_of(package_id, actor=request.actor)
    body = {"version": row.number, "sha256": row.sha256, "sent_at": row.sent_at.isoformat(), "content": row.content}
    answer = HttpResponse(
        json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True), content_type="application/json"
    )
    answer["Content-Disposition"] = f'attachment; filename="{_("handover")}-{row.handover_id}-{row.number}.json"'
    return answer
