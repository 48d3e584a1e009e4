"""Steps up to the first day: facts, offer, answer, decision, refusal, start."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from rotfeste.casework.qualification import actions, forms, queries
from rotfeste.casework.qualification.pages.step import step
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants.queries import offer_of
from rotfeste.registers.participants.rules.answer import add_months
from rotfeste.registers.participants.states import Activity


def now_of(request: Request) -> datetime:
    """The moment, on the day that the site stands at (the demo's day is not today)."""
    return timezone.make_aware(datetime.combine(request.today, timezone.localtime().time()))


@requires("qualification.decide")
def circumstances(request: Request, person_id: int) -> HttpResponse:
    """Facts that rights depend on; rights are computed again at once."""
    view = queries.participant_view(person_id, today=request.today, actor=request.actor)
    known = view.file.circumstances
    names = list(forms.CircumstancesForm.base_fields)
    return step(
        request,
        person_id,
        forms.CircumstancesForm,
        initial={name: getattr(known, name) for name in names},
        title=_("Facts about the person"),
        text=_("Rights are computed from these facts, from the permits and from the day of settlement."),
        action=_("Save and compute rights"),
        done=_("The facts are saved, and the rights are computed again."),
        run=lambda form: register.register_circumstances(
            person_id, today=request.today, actor=request.actor, **form.cleaned_data
        ),
    )


@requires("qualification.decide")
def offer(request: Request, person_id: int) -> HttpResponse:
    """The programme is offered."""
    queries.participant_view(person_id, today=request.today, actor=request.actor)
    return step(
        request,
        person_id,
        forms.OfferForm,
        initial={"offered_on": request.today},
        title=_("Offer the programme"),
        action=_("Register the offer"),
        done=_("The offer is registered."),
        run=lambda form: actions.offer_programme(
            person_id, now=now_of(request), actor=request.actor, **form.cleaned_data
        ),
    )


@requires("qualification.decide")
def answer(request: Request, offer_id: int) -> HttpResponse:
    """The answer to an offer."""
    row = offer_of(offer_id, actor=request.actor)
    return step(
        request,
        row.person_id,
        forms.AnswerForm,
        initial={"answered_on": request.today},
        title=_("Register the answer"),
        action=_("Save the answer"),
        done=_("The answer is registered."),
        run=lambda form: actions.answer_programme(
            offer_id, today=request.today, actor=request.actor, **form.cleaned_data
        ),
        back="participant" if row.activity == Activity.PROGRAMME else "training",
    )


@requires("qualification.decide")
def decide(request: Request, person_id: int) -> HttpResponse:
    """The decision that gives the programme."""
    view = queries.participant_view(person_id, today=request.today, actor=request.actor)
    months = view.answer.programme.longest_months or 24
    return step(
        request,
        person_id,
        forms.DecisionForm,
        initial={"from_on": request.today, "last_day": add_months(request.today, months) - timedelta(days=1)},
        title=_("Decision on the introduction programme"),
        text=_("The person gets a letter with the reasons, the section of the law and the right to complain."),
        action=_("Decide and send the letter"),
        done=_("The decision is made, and the letter is on its way."),
        run=lambda form: actions.decide_programme(
            person_id,
            **form.period,
            reasons=form.cleaned_data["reasons"],
            now=now_of(request),
            actor=request.actor,
        ),
    )


@requires("qualification.decide")
def refuse(request: Request, person_id: int) -> HttpResponse:
    """The decision that refuses it."""
    queries.participant_view(person_id, today=request.today, actor=request.actor)
    return step(
        request,
        person_id,
        forms.RefusalForm,
        title=_("Refuse a claim to the programme"),
        text=_("The person gets a letter with the reasons, the section of the law and the right to complain."),
        action=_("Refuse and send the letter"),
        danger=True,
        done=_("The refusal is made, and the letter is on its way."),
        run=lambda form: actions.refuse_programme(
            person_id, reasons=form.cleaned_data["reasons"], now=now_of(request), actor=request.actor
        ),
    )


@requires("qualification.decide")
def start(request: Request, person_id: int) -> HttpResponse:
    """The first day in the programme."""
    view = queries.participant_view(person_id, today=request.today, actor=request.actor)
    begins = view.decision.from_on if view.decision else request.today
    return step(
        request,
        person_id,
        forms.StartForm,
        initial={"started_on": min(begins, request.today), "full_week": "37.5"},
        title=_("Register the start"),
        action=_("Register the start"),
        done=_("The start is registered."),
        run=lambda form: actions.start_programme(
            person_id,
            started_on=form.cleaned_data["started_on"],
            full_week=Decimal(form.cleaned_data["full_week"]),
            now=now_of(request),
            actor=request.actor,
        ),
    )
