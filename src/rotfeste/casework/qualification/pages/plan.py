"""The plan of a participant: read, write, answer, decide, look at anew."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

from django import forms as plain
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rotfeste.casework.qualification import actions, forms, queries
from rotfeste.casework.qualification.forms.plan import initial_of
from rotfeste.casework.qualification.models import Plan
from rotfeste.casework.qualification.pages.deciding import now_of
from rotfeste.casework.qualification.pages.package_words import number
from rotfeste.casework.qualification.pages.step import REFUSALS, step
from rotfeste.casework.qualification.queries import Version
from rotfeste.casework.qualification.rules.content import Held
from rotfeste.casework.qualification.rules.plan import Content, Phase, PlannedMeasure, content_of
from rotfeste.casework.qualification.states import PlanStatus
from rotfeste.casework.qualification.words import PLAN_PARTS
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui import steps
from rotfeste.foundation.ui.components import Colour, Tag
from rotfeste.registers.participants.queries import measure_kinds
from rotfeste.registers.persons import queries as persons

REFUSALS_OF_PLAN = steps.Refusals(
    REFUSALS.errors, REFUSALS.told, newest={actions.PlanChanged: lambda error: error.plan.stamp}
)
COLOURS: dict[str, Colour] = {"draft": "warning", "in_force": "success", "replaced": "neutral", "ended": "neutral"}


HELD: Mapping[str, tuple[str | Promise, Colour]] = {
    Held.PLANNED: (lazy("In the plan"), "success"),
    Held.DONE: (lazy("Done before, or exempted"), "neutral"),
    Held.LEFT_OUT: (lazy("Not in the plan"), "warning"),
}


@requires("participants.read", "persons.read")
def plan(request: Request, person_id: int) -> HttpResponse:
    """The plan in force, the draft with what it changes, and every version."""
    person, found = persons.person(person_id, actor=request.actor), queries.plans_of(person_id, actor=request.actor)
    draft, newest = found.draft, found.draft or found.in_force
    names = kind_names(request)
    context = {
        "person": person,
        "versions": [shown(row, names) for row in found.versions],
        "draft": draft,
        "in_force": found.in_force,
        "least": least(request, person_id, newest.content) if newest else None,
        "may_write": request.actor.may("qualification.decide") and _ours(request, person_id),
    }
    return render(request, "qualification/plan.html", context)


def _ours(request: Request, person_id: int) -> bool:
    return queries.participant_view(person_id, today=request.today, actor=request.actor).ours


def least(request: Request, person_id: int, content: Content) -> dict[str, Any]:
    """What the law asks that the programme holds, and how the newest plan stands to each part."""
    found = queries.least_content(person_id, content, today=request.today, actor=request.actor)
    parts = [(part.label, Tag(str(HELD[how][0]), HELD[how][1])) for part, how in found.parts.items()]
    return {"section": found.section, "parts": parts}


def kind_names(request: Request) -> dict[str, str]:
    """The names of measures in the reader's language."""
    language = (get_language() or "nb")[:2]
    return {kind.key: kind.name(language) for kind in measure_kinds(request.today)}


def shown(row: Version, names: dict[str, str]) -> dict[str, Any]:
    """A version as the page reads it."""
    return {
        "version": row,
        "plan": row.plan,
        "content": row.content,
        "tag": Tag(str(PlanStatus(row.plan.status).label), COLOURS[row.plan.status]),
        "measures": [(names.get(each.kind, each.kind), each) for each in row.content.measures],
        "changes": [(str(PLAN_PARTS[c.part]), said(c.before, names), said(c.after, names), c) for c in row.changes],
    }


def said(value: Any, names: dict[str, str]) -> str:
    """One side of a change in words; nothing where it is new, or gone."""
    if isinstance(value, Phase):
        return f"{_period(value)}: {value.text}"
    if isinstance(value, PlannedMeasure):
        hours = _("%(n)s hours a week") % {"n": number(value.hours)}
        return f"{names.get(value.kind, value.kind)}, {_period(value)}, {hours}. {value.why}"
    if hasattr(value, "isoformat"):
        return date_format(value, "DATE_FORMAT")
    return str(value or "")


def _period(row: Phase | PlannedMeasure) -> str:
    return f"{date_format(row.from_on, 'SHORT_DATE_FORMAT')} – {date_format(row.last_day, 'SHORT_DATE_FORMAT')}"


@requires("qualification.decide")
def write(request: Request, person_id: int) -> HttpResponse:
    """Write the draft. A first one begins with the measures that are registered."""
    person, found = persons.person(person_id, actor=request.actor), queries.plans_of(person_id, actor=request.actor)
    base = found.draft or found.in_force or found.handed_over
    content = base.content if base else _begun(request, person_id)
    initial = initial_of(content) | {
        "contact": base.plan.contact if base and base is not found.handed_over else request.actor.name
    }
    if found.draft:
        draft = found.draft.plan
        initial |= {"met_on": draft.met_on, "took_part": draft.took_part, "interpreter": draft.interpreter}
        initial["version"] = draft.stamp
    more = request.POST.get("more", "")
    if more:
        form = forms.PlanForm(initial=request.POST.dict(), today=request.today, more=more)
    else:
        form = forms.PlanForm(steps.given(request), initial=initial, today=request.today)
    if not more and steps.done(request, form, lambda: _save(request, person_id, form), REFUSALS_OF_PLAN):
        messages.success(request, _("The draft is saved. Let the participant say what they think before you decide."))
        return redirect("qualification:plan", person_id)
    back = reverse("qualification:plan", args=[person_id])
    return render(request, "qualification/plan_form.html", {"person": person, "form": form, "back_url": back})


def _save(request: Request, person_id: int, form: forms.PlanForm) -> Plan:
    return actions.save_plan(
        person_id,
        form.content,
        talk=form.talk,
        contact=form.cleaned_data["contact"],
        now=now_of(request),
        actor=request.actor,
        stamp=form.cleaned_data["version"],
    )


def _begun(request: Request, person_id: int) -> Content:
    view = queries.participant_view(person_id, today=request.today, actor=request.actor)
    return Content(
        starts_on=view.enrolment.started_on if view.enrolment else None,
        measures=tuple(
            PlannedMeasure(
                row.kind.key, row.from_on, row.until_on - timedelta(days=1), f"{row.hours_week.normalize():f}", ""
            )
            for row in view.file.measures
        ),
    )


def _own(request: Request, plan_id: int) -> Plan:
    rows = Plan.objects.visible_to(request.actor).filter(organisation_id__in=request.actor.organisations)
    row: Plan = rows.get(id=plan_id)
    return row


@requires("qualification.decide")
def answer(request: Request, plan_id: int) -> HttpResponse:
    """What the participant says of the draft, in a conversation."""
    row = _own(request, plan_id)
    return step(
        request,
        row.person_id,
        forms.PlanAnswerForm,
        initial={"said_on": request.today},
        title=_("What the participant says of the plan"),
        text=_("They can also answer on their own page. Who does not agree is heard, and can complain."),
        action=_("Save"),
        done=_("The answer is saved."),
        back="plan",
        run=lambda form: actions.answer_plan(
            plan_id,
            agrees=form.cleaned_data["agrees"] == "yes",
            text=form.cleaned_data["text"],
            language="",
            said_on=form.cleaned_data["said_on"],
            now=now_of(request),
            actor=request.actor,
        ),
    )


@requires("qualification.decide")
def decide(request: Request, plan_id: int) -> HttpResponse:
    """Decide the plan, with reasons."""
    row = _own(request, plan_id)
    least = queries.least_content(row.person_id, content_of(row.content), today=request.today, actor=request.actor)
    left_out = ", ".join(str(part.label) for part in least.left_out)
    return step(
        request,
        row.person_id,
        partial(forms.PlanReasonsForm, left_out=left_out),
        title=_("Decide the plan"),
        text=_("The participant gets a letter with the whole plan, the reasons, and how to complain."),
        action=_("Decide"),
        done=_("The plan is in force. The letter is on its way."),
        back="plan",
        run=lambda form: actions.decide_plan(
            plan_id,
            reasons=form.cleaned_data["reasons"],
            without=form.cleaned_data.get("without", ""),
            now=now_of(request),
            actor=request.actor,
        ),
    )


@requires("qualification.decide")
def adjust(request: Request, plan_id: int) -> HttpResponse:
    """Put a draft into force that changes nothing that is decided."""
    row = _own(request, plan_id)
    return step(
        request,
        row.person_id,
        plain.Form,
        title=_("Adjust the plan"),
        text=_("Goals, phases and measures are as they were decided, so no new decision is needed."),
        action=_("Put into force"),
        done=_("The plan is adjusted."),
        back="plan",
        run=lambda form: actions.adjust_plan(plan_id, now=now_of(request), actor=request.actor),
    )


@requires("qualification.decide")
def review(request: Request, plan_id: int) -> HttpResponse:
    """Look at the plan in force anew."""
    row = _own(request, plan_id)
    return step(
        request,
        row.person_id,
        forms.PlanReviewForm,
        initial={"reviewed_on": request.today},
        title=_("Look at the plan anew"),
        text=_("Together with the participant, regularly, and when something in their life has changed."),
        action=_("Save"),
        done=_("The review is saved."),
        back="plan",
        run=lambda form: actions.review_plan(
            plan_id,
            reviewed_on=form.cleaned_data["reviewed_on"],
            text=form.cleaned_data["text"],
            to_be_changed=form.cleaned_data["to_be_changed"],
            now=now_of(request),
            actor=request.actor,
        ),
    )
