"""Steps up to training: offer, decision, refusal, more hours, more time, exemption."""

from datetime import timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _

from rotfeste.casework.qualification import actions, forms, queries
from rotfeste.casework.qualification.pages.deciding import now_of
from rotfeste.casework.qualification.pages.step import step
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.registers.participants.rules.answer import add_months


@requires("qualification.decide")
def offer(request: Request, person_id: int) -> HttpResponse:
    """Training is offered."""
    queries.training_view(person_id, today=request.today, actor=request.actor)
    return step(
        request,
        person_id,
        forms.OfferForm,
        initial={"offered_on": request.today},
        title=_("Offer training in Norwegian and civics"),
        action=_("Register the offer"),
        done=_("The offer is registered."),
        run=lambda form: actions.offer_training(
            person_id, now=now_of(request), actor=request.actor, **form.cleaned_data
        ),
        back="training",
    )


@requires("qualification.decide")
def decide(request: Request, person_id: int) -> HttpResponse:
    """The decision that gives training, with the hours that the law gives."""
    view = queries.training_view(person_id, today=request.today, actor=request.actor)
    right = view.answer.norwegian
    last = add_months(request.today, right.done_months or 36) - timedelta(days=1)
    return step(
        request,
        person_id,
        forms.DecisionForm,
        initial={"from_on": request.today, "last_day": last},
        title=_("Decision on Norwegian and civics"),
        text=_("The hours are those that the law gives. The person gets a letter with the reasons."),
        action=_("Decide and send the letter"),
        done=_("The decision is made, and the letter is on its way."),
        run=lambda form: actions.decide_training(
            person_id, **form.period, reasons=form.cleaned_data["reasons"], now=now_of(request), actor=request.actor
        ),
        back="training",
    )


@requires("qualification.decide")
def refuse(request: Request, person_id: int) -> HttpResponse:
    """The decision that refuses it."""
    queries.training_view(person_id, today=request.today, actor=request.actor)
    return step(
        request,
        person_id,
        forms.RefusalForm,
        title=_("Refuse a claim to training"),
        text=_("The person gets a letter with the reasons, the section of the law and the right to complain."),
        action=_("Refuse and send the letter"),
        danger=True,
        done=_("The refusal is made, and the letter is on its way."),
        run=lambda form: actions.refuse_training(
            person_id, reasons=form.cleaned_data["reasons"], now=now_of(request), actor=request.actor
        ),
        back="training",
    )


@requires("qualification.decide")
def extra_hours(request: Request, person_id: int) -> HttpResponse:
    """More hours by need, by a decision of its own."""
    queries.training_view(person_id, today=request.today, actor=request.actor)
    return step(
        request,
        person_id,
        forms.ExtraHoursForm,
        initial={"from_on": request.today, "last_day": add_months(request.today, 12) - timedelta(days=1)},
        title=_("Give more hours"),
        text=_("Hours by need come beyond those with a right, by the law of 2003, up to 3000 in all."),
        action=_("Decide and send the letter"),
        done=_("The decision is made, and the letter is on its way."),
        run=lambda form: actions.give_extra_hours(
            person_id,
            **form.period,
            hours=form.cleaned_data["hours"],
            reasons=form.cleaned_data["reasons"],
            now=now_of(request),
            actor=request.actor,
        ),
        back="training",
    )


@requires("qualification.decide")
def extend(request: Request, person_id: int) -> HttpResponse:
    """Extended training for someone with collective protection."""
    view = queries.training_view(person_id, today=request.today, actor=request.actor)
    begins = max(request.today, view.answer.norwegian.done_by or request.today)
    return step(
        request,
        person_id,
        forms.DecisionForm,
        initial={"from_on": begins, "last_day": add_months(begins, 12) - timedelta(days=1)},
        title=_("Extend the training"),
        text=_("The education must be registered first. No source says how long it may last: you decide the period."),
        action=_("Decide and send the letter"),
        done=_("The decision is made, and the letter is on its way."),
        run=lambda form: actions.extend_training(
            person_id, **form.period, reasons=form.cleaned_data["reasons"], now=now_of(request), actor=request.actor
        ),
        back="training",
    )


@requires("qualification.decide")
def exempt(request: Request, person_id: int) -> HttpResponse:
    """Someone is exempted from training or tests."""
    queries.training_view(person_id, today=request.today, actor=request.actor)
    return step(
        request,
        person_id,
        forms.ExemptionForm,
        initial={"from_on": request.today},
        title=_("Exempt from the duty"),
        text=_("An exemption takes away a duty, never a right. The person gets a letter with the reasons."),
        action=_("Exempt and send the letter"),
        done=_("The exemption is decided, and the letter is on its way."),
        run=lambda form: actions.exempt(
            person_id,
            form.cleaned_data["kind"],
            now=now_of(request),
            actor=request.actor,
            **{name: form.cleaned_data[name] for name in ("ground", "section", "from_on", "reasons")},
        ),
        back="training",
    )
