"""To NAV with consent: the list, and one package with what it holds, what the person says, and its way."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Unpack

from django import forms as plain
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.qualification import actions, forms, queries, words
from rotfeste.casework.qualification.models import NavConsent, NavPackage
from rotfeste.casework.qualification.pages.deciding import now_of
from rotfeste.casework.qualification.pages.nav_lines import nav_lines
from rotfeste.casework.qualification.pages.participant import Next
from rotfeste.casework.qualification.pages.step import where
from rotfeste.casework.qualification.states import NavStatus
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.letters.queries import letters_about
from rotfeste.foundation.places.rules import norwegian_key
from rotfeste.foundation.ui import steps
from rotfeste.foundation.ui.components import Colour, Moment, Tag
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.registers.persons import queries as persons

N = NavStatus
COLOURS: dict[str, Colour] = {N.SENT: "info", N.RECEIVED: "info", N.FOLLOWED_UP: "success"}
FOLLOW_UP = timedelta(days=90)
"""What the form proposes; the adviser chooses the day."""
REFUSALS = steps.Refusals(
    words.REFUSED, words.refusal, newest={actions.NavChanged: lambda error: error.package.version}
)


def status_tag(row: NavPackage, agrees: bool | None, today: date) -> Tag:
    """Where it stands; before it is sent, what the person says."""
    if row.status == N.PREPARED:
        if agrees is None:
            return Tag(_("Awaits the person's answer"), "warning")
        return Tag(_("The person agrees"), "success") if agrees else Tag(_("The person says no"), "neutral")
    if row.status in (N.SENT, N.RECEIVED) and row.follow_up_on <= today:
        return Tag(_("To follow up now"), "warning")
    return Tag(str(N(row.status).label), COLOURS.get(row.status, "neutral"))


WAITS: dict[str, Callable[[Any, date], bool]] = {
    "send": lambda row, today: row.status == N.PREPARED and bool(row.agrees),
    "follow": lambda row, today: row.status in (N.SENT, N.RECEIVED) and row.follow_up_on <= today,
}


@requires("participants.register", "qualification.decide")
def nav_packages(request: Request) -> HttpResponse:
    """Everything that is prepared for NAV, or sent."""
    page = ListPage(
        request,
        "qualification.nav",
        _("To NAV"),
        queries.nav_packages(actor=request.actor),
        _columns(request.today),
        filters=forms.NavFilter,
        filter_options={"waits": lambda row, chosen: WAITS[chosen](row, request.today)},
        shown=lambda found, how: audit.searched(
            request.actor, "qualification.nav_packages", persons=[row.person_id for row in found], how=how
        ),
        empty_title=_("Nothing goes to NAV"),
        empty_text=_("It is prepared on the participant's page, and sent when the person has said yes."),
    )
    return page.respond()


def _columns(today: date) -> list[Column]:
    return [
        Column(
            "name",
            lazy("Name"),
            lambda row: row.name,
            sort=lambda row: norwegian_key(row.name),
            url=lambda row: reverse("qualification:nav", args=[row.id]),
        ),
        Column("office", lazy("NAV office"), lambda row: row.office, sort=lambda row: row.office),
        Column("status", lazy("Status"), lambda row: status_tag(row, row.agrees, today), kind="status"),
        Column(
            "follow", lazy("Follow up on"), lambda row: row.follow_up_on, sort=lambda row: row.follow_up_on, kind="date"
        ),
    ]


@requires("qualification.decide")
def prepare(request: Request, person_id: int) -> HttpResponse:
    """What NAV would get to know is put together for the person to answer."""
    persons.person(person_id, actor=request.actor)
    before = next(iter(queries.nav_packages_of(person_id, actor=request.actor)), None)
    initial: dict[str, Any] = {"follow_up_on": request.today + FOLLOW_UP}
    if before is not None:
        initial |= {"office": before.office, "address": before.address}
    form = forms.NavForm(steps.given(request), initial=initial)
    return steps.page(
        request,
        form,
        lambda: actions.prepare_for_nav(person_id, now=now_of(request), actor=request.actor, **form.cleaned_data),
        REFUSALS,
        title=_("Prepare for NAV"),
        text=_("So that NAV can go on where you are. You and the person see exactly what it holds, and they decide."),
        action=_("Prepare"),
        done=_("It is prepared. Nothing is sent before the person has said yes."),
        back=reverse("qualification:participant", args=[person_id]),
        after=lambda made: reverse("qualification:nav", args=[made.id]),
    )


@requires("participants.read")
def nav(request: Request, package_id: int) -> HttpResponse:
    """One package: what it holds, what the person says, and what can be done now."""
    actor = request.actor
    row = queries.nav_package_of(package_id, actor=actor)
    said = queries.consent_of(row)
    ours = row.organisation_id in actor.organisations and actor.may("qualification.decide")
    context = {
        "row": row,
        "said": said,
        "tag": status_tag(row, said.agrees if said else None, request.today),
        "next": _next(row, said) if ours else [],
        "lines": nav_lines(row.content, on=request.today),
        "moments": _moments(row),
        "person_url": where(request, row.person_id),
        "letters": letters_about("qualification.nav", row.id, actor=actor) if actor.may("letters.read") else [],
    }
    return render(request, "qualification/nav.html", context)


def _next(row: NavPackage, said: NavConsent | None) -> list[Next]:
    def to(name: str, label: str, number: int | None = None, *, main: bool = False) -> Next:
        return Next(label, reverse(f"qualification:{name}", args=[number or row.id]), main)

    if row.status == N.PREPARED:
        agrees = said is not None and said.agrees
        found = [to("send_to_nav", _("Send to NAV"), main=True)] if agrees else []
        asked = to("nav_consent", _("Register what the person says"), main=not agrees)
        anew = to("prepare_nav", _("Prepare anew"), row.person_id)
        return [*found, asked, anew, to("drop_nav", _("Do not send it"))]
    follow = to("follow_up_nav", _("Register the follow-up"), main=row.status == N.RECEIVED)
    if row.status == N.SENT:
        return [to("confirm_nav", _("NAV has confirmed it"), main=True), follow]
    return [follow] if row.status == N.RECEIVED else []


def _moments(row: NavPackage) -> list[Moment]:
    found = [Moment(_("Prepared for NAV"), row.prepared_at.date())]
    for said in sorted(row.consents.all(), key=lambda each: each.id):
        how = _("in a conversation") if said.in_conversation else _("on their own page")
        title = _("The person says yes") if said.agrees else _("The person says no")
        found.append(Moment(title, said.said_on, text=how))
    if row.sent_at:
        who = row.sent_by.name if row.sent_by else ""
        found.append(Moment(_("Sent to %(office)s") % {"office": row.office}, row.sent_at.date(), who=who))
    if row.received_on:
        found.append(Moment(_("NAV has confirmed it"), row.received_on, who=row.received_by))
    if row.followed_up_on:
        found.append(Moment(_("Followed up"), row.followed_up_on, text=row.followed_up))
    elif row.status == N.DROPPED:
        found.append(Moment(_("Not sent")))
    else:
        found.append(Moment(_("Follow up"), row.follow_up_on, state="ahead"))
    return found


def _step(
    request: Request,
    package_id: int,
    form: type[plain.Form],
    run: Callable[[dict[str, Any]], object],
    **said: Unpack[steps.Said],
) -> HttpResponse:
    row = queries.nav_package_of(package_id, actor=request.actor)
    if row.organisation_id not in request.actor.organisations:
        raise NavPackage.DoesNotExist
    initial = {"version": row.version, "on": request.today, "said_on": request.today}
    shown = form(steps.given(request), initial=initial)
    back = reverse("qualification:nav", args=[row.id])
    return steps.page(request, shown, lambda: run(shown.cleaned_data), REFUSALS, back=back, **said)


@requires("qualification.decide")
def consent(request: Request, package_id: int) -> HttpResponse:
    """What the person says, in a conversation."""
    return _step(
        request,
        package_id,
        forms.NavConsentForm,
        lambda said: actions.answer_nav(
            package_id,
            agrees=said["agrees"] == "yes",
            said_on=said["said_on"],
            now=now_of(request),
            actor=request.actor,
        ),
        title=_("What the person says"),
        text=_("They can also answer on their own page, in ten languages. A yes can be taken back until it is sent."),
        action=_("Save"),
        done=_("The answer is saved."),
    )


@requires("qualification.decide")
def send(request: Request, package_id: int) -> HttpResponse:
    """The letter goes to the office."""
    return _step(
        request,
        package_id,
        forms.NavVersionForm,
        lambda said: actions.send_to_nav(package_id, now=now_of(request), actor=request.actor, **said),
        title=_("Send to NAV"),
        text=_("The office gets a letter with what the page shows, and nothing else. It cannot be taken back."),
        action=_("Send"),
        done=_("The letter to NAV is on its way."),
    )


@requires("qualification.decide")
def confirm(request: Request, package_id: int) -> HttpResponse:
    """NAV has it."""
    return _step(
        request,
        package_id,
        forms.NavReceiptForm,
        lambda said: actions.confirm_nav(package_id, today=request.today, actor=request.actor, **said),
        title=_("NAV has confirmed it"),
        action=_("Save"),
        done=_("The receipt from NAV is registered."),
    )


@requires("qualification.decide")
def follow_up(request: Request, package_id: int) -> HttpResponse:
    """How it went."""
    return _step(
        request,
        package_id,
        forms.NavFollowUpForm,
        lambda said: actions.follow_up_nav(package_id, today=request.today, actor=request.actor, **said),
        title=_("Register the follow-up"),
        action=_("Save"),
        done=_("The follow-up is registered."),
    )


@requires("qualification.decide")
def drop(request: Request, package_id: int) -> HttpResponse:
    """It is not sent."""
    return _step(
        request,
        package_id,
        forms.NavVersionForm,
        lambda said: actions.drop_nav(package_id, actor=request.actor, **said),
        title=_("Do not send it"),
        action=_("Do not send it"),
        done=_("Nothing is sent to NAV."),
        danger=True,
    )
