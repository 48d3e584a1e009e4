"""What a municipality is told and asked, what its council decided, and its own years."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rotfeste.casework.planning import actions, queries
from rotfeste.casework.planning.forms import BudgetForm, CouncilForm, DistrictsForm
from rotfeste.casework.planning.models import Indication, PlacesRequest
from rotfeste.casework.planning.pages.answers import side_by_side
from rotfeste.casework.planning.pages.step import step
from rotfeste.casework.planning.pages.words import timing_tag, year_of
from rotfeste.casework.planning.queries import Answers, Outcome
from rotfeste.casework.planning.rules.answering import timing
from rotfeste.casework.planning.rules.distribution import Pair
from rotfeste.casework.planning.rules.values import months_before_budget
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.access.models import Organisation
from rotfeste.foundation.access.rules import OrganisationKind
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui.charts import Chart
from rotfeste.foundation.ui.components import Moment
from rotfeste.foundation.ui.steps import given
from rotfeste.registers.capacity import queries as capacity
from rotfeste.registers.capacity.actions import Document, divide_over_districts


def own(request: Request, organisation_id: int, *, kinds: tuple[str, ...] = ("municipality", "city_district")) -> Any:
    """A municipality or city district whose planning the actor may see."""
    row = Organisation.objects.select_related("named_adviser", "substitute_adviser", "parent__named_adviser").get(
        id=organisation_id, kind__in=kinds
    )
    if not request.actor.in_directorate and row.id not in request.actor.organisations:
        raise Organisation.DoesNotExist
    return row


def page_of(organisation_id: int, year: int) -> str:
    """The address of a municipality's page."""
    return f"{reverse('planning:municipality', args=[organisation_id])}?year={year}"


@requires("planning.read")
def municipality(request: Request, organisation_id: int, outcome: Outcome) -> HttpResponse:
    """One municipality's year: figure, request, decision, budget, city districts; and its years side by side."""
    actor, year = request.actor, year_of(request)
    row = own(request, organisation_id)
    asked = queries.requests_of(year, actor=actor, organisation_id=row.id).get(row.id, [])
    decisions = [each for each in capacity.decisions_of(row.id, actor=actor) if each.year == year]
    indications = queries.indications_of(row.id, year, actor=actor)
    answer = Answers(asked, capacity.decided(year, actor=actor).get(row.id))
    is_municipality = row.kind == OrganisationKind.MUNICIPALITY
    context = {
        "organisation": row,
        "adviser": row.named_adviser or (row.parent and row.parent.named_adviser),
        "is_municipality": is_municipality,
        "year": year,
        "earlier": year - 1,
        "later": year + 1,
        "requests": asked,
        "answer": answer,
        "figure": figure(indications, asked),
        "log": log(indications),
        "decisions": decisions,
        "documents": capacity.documents_of(row.id, actor=actor),
        "districts": districts_of(row, year, request),
        "given": capacity.district_shares(year, actor=actor).get(row.id),
        "budget": budget_of(row, year, indications, asked, request) if is_municipality else None,
        "chart": chart(row.id, outcome, request) if is_municipality else None,
        "moments": moments(indications, asked, decisions, request) if is_municipality else [],
        "may_answer": actor.may("capacity.plan") and row.id == actor.organisation_id and is_municipality,
        "may_budget": actor.may("planning.budget") and row.id == actor.organisation_id and is_municipality,
        "may_ask": actor.may("capacity.ask"),
    }
    return render(request, "planning/municipality.html", context)


def figure(indications: list[Indication], asked: list[PlacesRequest]) -> Indication | None:
    """The indicative figure that counts: the latest, until the municipality is asked."""
    return indications[0] if indications and not asked else None


def log(indications: list[Indication]) -> list[dict[str, Any]]:
    """Each figure, how it differs from the one before, and why."""
    return [
        {
            "row": row,
            "by": row.expected + row.minors_expected - before.expected - before.minors_expected if before else None,
            "reason": row.estimate.reason,
        }
        for row, before in zip(indications, [*indications[1:], None], strict=False)
    ]


def districts_of(row: Organisation, year: int, request: Request) -> list[tuple[Organisation, Any]]:
    """The city districts with what each has been given."""
    below = Organisation.objects.filter(parent=row, kind=OrganisationKind.CITY_DISTRICT).order_by("name")
    shares = capacity.district_shares(year, actor=request.actor)
    return [(each, shares.get(each.id)) for each in below]


def budget_of(
    row: Organisation, year: int, indications: list[Indication], asked: list[PlacesRequest], request: Request
) -> dict[str, Any]:
    """The day of the budget, and whether the first figure came in time for it."""
    on, assumed = queries.budget_day(row.id, year, actor=request.actor)
    first = min([*(each.made_on for each in indications), *(each.sent_on for each in asked)], default=None)
    months = months_before_budget(request.today)
    return {
        "on": on,
        "assumed": assumed,
        "first": first,
        "days": (on - first).days if first else None,
        "tag": timing_tag(timing(first, on, months=months, today=request.today)),
        "months": months,
    }


def chart(organisation_id: int, outcome: Outcome, request: Request) -> Chart | None:
    """The municipality's own years: asked for, decided, settled."""
    rows = queries.figures_of(organisation_id, actor=request.actor)
    if not rows:
        return None
    years = {
        row.year: (
            row.asked,
            row.decided,
            outcome.settled_by_organisation(row.year, actor=request.actor).get(organisation_id, 0),
        )
        for row in rows
    }
    return side_by_side(_("The municipality's own years"), (_("Asked for"), _("Decided"), _("Settled")), years)


def moments(
    indications: list[Indication], asked: list[PlacesRequest], decisions: list[Any], request: Request
) -> list[Moment]:
    """What has happened in the year's planning, and what comes."""
    found = [
        (row.made_on, _("Indicative figure"), _("%(expected)s places, between %(low)s and %(high)s") % _whole(row))
        for row in indications
    ]
    found += [
        (
            row.sent_on,
            _("Request") if row.number == 1 else _("Supplementary request"),
            _("%(ordinary)s ordinary places and %(minors)s for unaccompanied minors, answer by %(day)s")
            % {"ordinary": row.ordinary, "minors": row.minors, "day": f"{row.answer_by:%d.%m.%Y}"},
        )
        for row in asked
    ]
    found += [
        (
            row.decided_on,
            _("The council's decision") + (f" ({_('replaced')})" if row.replaced else ""),
            _("%(ordinary)s ordinary places and %(minors)s for unaccompanied minors")
            % {"ordinary": row.ordinary, "minors": row.minors},
        )
        for row in decisions
    ]
    return [Moment(title, day, text) for day, title, text in sorted(found, key=lambda each: each[0])]


def _whole(row: Indication) -> dict[str, int]:
    return {
        "low": row.low + row.minors_low,
        "expected": row.expected + row.minors_expected,
        "high": row.high + row.minors_high,
    }


@requires("capacity.plan")
def council(request: Request, organisation_id: int) -> HttpResponse:
    """Register what the council has decided, with the document."""
    actor, year = request.actor, year_of(request)
    row = own(request, organisation_id, kinds=("municipality",))
    answer = Answers(queries.requests_of(year, actor=actor, organisation_id=row.id).get(row.id, []))
    form = CouncilForm(
        given(request),
        request.FILES if request.method == "POST" else None,
        initial={
            "year": year,
            "decided_on": request.today,
            "ordinary": answer.asked.ordinary,
            "minors": answer.asked.minors,
        },
    )

    def run(said: dict[str, Any]) -> None:
        file = said["document"]
        actions.answer(
            row.id,
            year=said["year"],
            places=Pair(said["ordinary"], said["minors"]),
            decided_on=said["decided_on"],
            case_number=said["case_number"],
            document=Document(file.name, file.read()) if file else None,
            more_than_asked=said["more_than_asked"],
            today=request.today,
            actor=actor,
        )

    return step(
        request,
        form,
        run,
        title=_("Register the council's decision"),
        text=asked_text(answer, year),
        action=_("Register"),
        done=_("The council's decision is registered."),
        back_url=page_of(row.id, year),
    )


def asked_text(answer: Answers, year: int) -> str:
    """What the council was asked for, if anything."""
    kept = _("An earlier decision for the same year is kept as history.")
    if not answer.requests:
        return kept
    asked = _("You are asked for %(ordinary)s ordinary places and %(minors)s for unaccompanied minors in %(year)s.")
    return f"{asked} {kept}" % {"ordinary": answer.asked.ordinary, "minors": answer.asked.minors, "year": year}


@requires("planning.budget")
def budget(request: Request, organisation_id: int) -> HttpResponse:
    """Say when the council treats the budget."""
    actor, year = request.actor, year_of(request)
    row = own(request, organisation_id, kinds=("municipality",))
    on, _assumed = queries.budget_day(row.id, year, actor=actor)
    return step(
        request,
        BudgetForm(given(request), initial={"on": on}),
        lambda said: actions.set_budget_day(row.id, year=year, on=said["on"], today=request.today, actor=actor),
        title=_("The budget for %(year)s") % {"year": year},
        text=_("The directorate sees the day, and gives figures in time for it."),
        action=_("Save"),
        done=_("The day is saved."),
        back_url=page_of(row.id, year),
    )


@requires("capacity.plan")
def districts(request: Request, organisation_id: int) -> HttpResponse:
    """Divide the municipality's places over its city districts."""
    actor, year = request.actor, year_of(request)
    row = own(request, organisation_id, kinds=("municipality",))
    known = districts_of(row, year, request)
    if not known:
        raise Organisation.DoesNotExist
    decided = capacity.decided(year, actor=actor).get(row.id, capacity.Decided())
    initial: dict[str, int | None] = {}
    for each, share in known:
        initial |= {f"ordinary_{each.id}": share.ordinary if share else None}
        initial |= {f"minors_{each.id}": share.minors if share else None}
    form = DistrictsForm(given(request), initial=initial, districts=[(each.id, each.name) for each, _share in known])
    return step(
        request,
        form,
        lambda _said: divide_over_districts(row.id, year=year, shares=form.shares(), actor=actor),
        title=_("Divide over city districts"),
        text=_(
            "The council has decided %(ordinary)s ordinary places and %(minors)s for unaccompanied minors in %(year)s."
        )
        % {"ordinary": decided.ordinary, "minors": decided.minors, "year": year},
        action=_("Save"),
        done=_("The places are divided over the city districts."),
        back_url=page_of(row.id, year),
        template="planning/districts.html",
    )


@requires("capacity.read")
def document(request: Request, document_id: int) -> HttpResponse:
    """The document of a council's decision, as it was handed in."""
    row = capacity.document(document_id, actor=request.actor)
    audit.read(request.actor, "planning.document", subject_id=row.id, persons=[])
    answer = HttpResponse(bytes(row.content), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="vedtak-{row.decision_id}.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
