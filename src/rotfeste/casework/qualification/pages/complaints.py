"""Complaints: the list with its themes, one complaint, and each step on its way."""

from collections.abc import Callable
from datetime import date
from typing import Any, Unpack

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.qualification import actions, forms, queries, words
from rotfeste.casework.qualification.models import Complaint
from rotfeste.casework.qualification.pages.deciding import now_of
from rotfeste.casework.qualification.pages.participant import Next
from rotfeste.casework.qualification.pages.step import where
from rotfeste.casework.qualification.rules.complaint import cannot_be_taken_up, earliest_limit, may_be_late
from rotfeste.casework.qualification.states import ComplaintStatus, ComplaintTheme
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.letters.queries import letters_about
from rotfeste.foundation.places.rules import norwegian_key
from rotfeste.foundation.ui import charts, steps
from rotfeste.foundation.ui.components import Moment
from rotfeste.foundation.ui.lists import Column, ListPage
from rotfeste.registers.participants.models import Decision
from rotfeste.registers.participants.queries import decision_of

C = ComplaintStatus
REFUSALS = steps.Refusals(
    words.REFUSED, words.refusal, newest={actions.ComplaintChanged: lambda error: error.complaint.version}
)


@requires("participants.register", "qualification.decide")
def complaints(request: Request) -> HttpResponse:
    """The municipality's complaints of this year and all that are open, with how many of each theme."""
    year = date(request.today.year, 1, 1), date(request.today.year + 1, 1, 1)
    rows = queries.complaints(actor=request.actor, from_on=year[0], until_on=year[1])
    page = ListPage(
        request,
        "complaints",
        _("Complaints"),
        rows,
        _columns(),
        filters=forms.ComplaintFilter,
        sort="-received",
        shown=lambda found, how: audit.searched(
            request.actor, "qualification.complaints", persons=[row.person_id for row in found], how=how
        ),
        empty_title=_("No complaints"),
        empty_text=_("A complaint is registered on the decision that it is about, on the participant's page."),
    )
    themes = queries.by_theme(actor=request.actor, from_on=year[0], until_on=year[1])
    return page.respond("qualification/complaints.html", {"chart": _chart(themes, year[0].year), "year": year[0].year})


def _chart(themes: list[queries.OfTheme], year: int) -> charts.Chart | None:
    if not themes:
        return None
    groups = {
        str(ComplaintTheme(row.theme).label): {
            _("Led to a change"): row.changed,
            _("Others"): row.received - row.changed,
        }
        for row in themes
    }
    return charts.bars(
        _("Complaints received in %(year)s, by theme") % {"year": year},
        groups,
        description=_("Each bar is a theme; the first part led to a change, by the municipality or the governor."),
        first=_("Theme"),
    )


def _columns() -> list[Column]:
    return [
        Column(
            "name",
            lazy("Name"),
            lambda row: row.name,
            sort=lambda row: norwegian_key(row.name),
            url=lambda row: reverse("qualification:complaint", args=[row.id]),
        ),
        Column("theme", lazy("Theme"), lambda row: row.get_theme_display(), sort=lambda row: row.theme),
        Column("decision", lazy("About"), lambda row: row.decision.get_kind_display()),
        Column(
            "received", lazy("Received"), lambda row: row.received_on, sort=lambda row: row.received_on, kind="date"
        ),
        Column("status", lazy("Status"), words.complaint_tag, sort=lambda row: row.status, kind="status"),
    ]


@requires("participants.read")
def complaint(request: Request, complaint_id: int) -> HttpResponse:
    """One complaint: what it is about, its way, and what can be done now."""
    row = queries.complaint_of(complaint_id, actor=request.actor)
    ours = row.organisation_id in request.actor.organisations and request.actor.may("qualification.decide")
    reads_letters = request.actor.may("letters.read")
    context = {
        "complaint": row,
        "tag": words.complaint_tag(row),
        "late": may_be_late(row.decision.decided_on, row.received_on) and row.status == C.RECEIVED,
        "too_late": cannot_be_taken_up(row.decision.decided_on, row.received_on),
        "limit": earliest_limit(row.decision.decided_on),
        "person_url": where(request, row.person_id),
        "next": _next(row) if ours else [],
        "moments": _moments(row),
        "letters": letters_about("qualification.complaint", row.id, actor=request.actor) if reads_letters else [],
    }
    return render(request, "qualification/complaint.html", context)


def _next(row: Complaint) -> list[Next]:
    def to(name: str, label: str, *, main: bool = False) -> Next:
        return Next(label, reverse(f"qualification:{name}", args=[row.id]), main)

    withdraw = to("withdraw_complaint", _("The person withdraws it"))
    if row.status == C.RECEIVED:
        return [to("review_complaint", _("Review the complaint"), main=True), withdraw]
    if row.status == C.SENT:
        return [to("answer_complaint", _("Register the county governor's decision"), main=True), withdraw]
    if row.to_carry_out:
        return [to("carry_out_complaint", _("Register what was done"), main=True)]
    return []


def _moments(row: Complaint) -> list[Moment]:
    about = row.decision
    found = [
        Moment(_("The decision: %(kind)s") % {"kind": about.get_kind_display()}, about.decided_on, text=about.section),
        Moment(_("The complaint is received"), row.received_on, text=row.get_theme_display()),
    ]
    if row.reviewed_on:
        sent = row.status in (C.SENT, C.DECIDED) or (row.status == C.WITHDRAWN and bool(row.review))
        said = _("Reviewed and sent to the county governor") if sent else row.get_status_display()
        found.append(Moment(said, row.reviewed_on, text=row.review, who=row.organisation.name))
    else:
        found.append(Moment(_("The municipality's own review"), None, state="ahead"))
    if row.status == C.SENT:
        found.append(Moment(_("The county governor decides"), None, state="ahead"))
    if row.status == C.DECIDED:
        title = _("The county governor: %(outcome)s") % {"outcome": row.get_outcome_display()}
        found.append(Moment(title, row.closed_on, text=row.answer))
    if row.status == C.WITHDRAWN:
        found = [moment for moment in found if moment.state != "ahead"]
        found.append(Moment(_("Withdrawn by the person"), row.closed_on))
    if row.carried_out_on:
        found.append(Moment(_("Carried out"), row.carried_out_on, text=row.effect))
    elif row.to_carry_out:
        found.append(Moment(_("The outcome is carried out"), None, state="ahead"))
    return found


@requires("qualification.decide")
def register(request: Request, decision_id: int) -> HttpResponse:
    """A complaint comes in about one decision."""
    about = decision_of(decision_id, actor=request.actor)
    if about.organisation_id not in request.actor.organisations:
        raise Decision.DoesNotExist
    form = forms.ComplaintForm(steps.given(request), initial={"received_on": request.today})
    return steps.page(
        request,
        form,
        lambda: actions.register_complaint(about.id, now=now_of(request), actor=request.actor, **form.cleaned_data),
        REFUSALS,
        title=_("Register a complaint"),
        text=_("About the decision «%(kind)s» of %(day)s.")
        % {"kind": about.get_kind_display(), "day": date_format(about.decided_on, "DATE_FORMAT")},
        action=_("Register the complaint"),
        done=_("The complaint is registered. Review it, and decide whether to change anything."),
        back=where(request, about.person_id),
        after=lambda made: reverse("qualification:complaint", args=[made.id]),
    )


def _step(
    request: Request,
    complaint_id: int,
    form: type[django_forms.Form],
    run: Callable[[dict[str, Any]], object],
    **said: Unpack[steps.Said],
) -> HttpResponse:
    row = queries.complaint_of(complaint_id, actor=request.actor)
    if row.organisation_id not in request.actor.organisations:
        raise Complaint.DoesNotExist
    shown = form(steps.given(request), initial={"on": request.today, "version": row.version})
    back = reverse("qualification:complaint", args=[row.id])
    return steps.page(request, shown, lambda: run(shown.cleaned_data), REFUSALS, back=back, **said)


@requires("qualification.decide")
def review(request: Request, complaint_id: int) -> HttpResponse:
    """The municipality's own review, before anything is sent on (forvaltningsloven § 33)."""
    return _step(
        request,
        complaint_id,
        forms.ReviewForm,
        lambda said: actions.review_complaint(complaint_id, today=request.today, actor=request.actor, **said),
        title=_("Review the complaint"),
        text=_("Look at the case anew. Whoever made the decision should not be the only one to review it."),
        action=_("Save the review"),
        done=_("The review is registered, and the answer to the person is on its way."),
    )


@requires("qualification.decide")
def answer(request: Request, complaint_id: int) -> HttpResponse:
    """What the county governor decided."""
    return _step(
        request,
        complaint_id,
        forms.AnswerComplaintForm,
        lambda said: actions.answer_complaint(complaint_id, today=request.today, actor=request.actor, **said),
        title=_("Register the county governor's decision"),
        action=_("Save the decision"),
        done=_("The county governor's decision is registered, and the answer to the person is on its way."),
    )


@requires("qualification.decide")
def withdraw(request: Request, complaint_id: int) -> HttpResponse:
    """The person takes the complaint back."""
    return _step(
        request,
        complaint_id,
        forms.WithdrawForm,
        lambda said: actions.withdraw_complaint(complaint_id, today=request.today, actor=request.actor, **said),
        title=_("The person withdraws the complaint"),
        action=_("Register it as withdrawn"),
        done=_("The complaint is withdrawn."),
    )


@requires("qualification.decide")
def carry_out(request: Request, complaint_id: int) -> HttpResponse:
    """What was done because of the outcome."""
    return _step(
        request,
        complaint_id,
        forms.CarryOutForm,
        lambda said: actions.carry_out_complaint(complaint_id, today=request.today, actor=request.actor, **said),
        title=_("Register what was done"),
        text=_("Make the new decision on the participant's page first; then write here what was done."),
        action=_("Save"),
        done=_("What was done is registered."),
    )
