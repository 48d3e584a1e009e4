"""The calculator: what is someone entitled to, and when? Open to all staff, with an address that can be sent."""

from datetime import date
from itertools import pairwise
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rotfeste.casework.qualification import forms, queries
from rotfeste.casework.qualification.pages.participant import rights_of
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui.components import Tag
from rotfeste.registers.participants import words
from rotfeste.registers.participants.queries import facts_of, recomputation
from rotfeste.registers.participants.rules.answer import Answer, Category, Reply, Step
from rotfeste.registers.participants.rules.entitlement import VERSION, entitlement, has, year_by_year
from rotfeste.registers.participants.rules.facts import Base, Centre, Education, Facts, Goal, Grant, Sponsor

YEARS_SHOWN = 8


@requires()
def calculator(request: Request) -> HttpResponse:
    """Dates and a permit in, rights and time limits out, step by step; and year by year."""
    asked = bool(request.GET.get("born_on"))
    form = forms.CalculatorForm(request.GET if asked else None, initial={"on": request.today})
    context: dict[str, Any] = {"form": form, "rules": VERSION, "progress": recomputation()}
    if asked and form.is_valid():
        facts = facts_from(form.cleaned_data)
        context |= shown(facts, entitlement(facts))
    return render(request, "qualification/calculator.html", context)


@requires("participants.read", "persons.read")
def calculation(request: Request, person_id: int) -> HttpResponse:
    """The calculation of one person, from what is registered."""
    view = queries.participant_view(person_id, today=request.today, actor=request.actor)
    facts = facts_of([person_id], on=request.today, actor=request.actor)[person_id]
    return render(
        request, "qualification/calculation.html", {"view": view, "rules": VERSION, **shown(facts, view.answer)}
    )


def facts_from(given: dict[str, Any]) -> Facts:
    """What was filled in, as facts."""
    grants: tuple[Grant, ...] = ()
    if given["permit"]:
        grants = (Grant(Base(given["permit"]), given["permit_on"], given["renewed_on"]),)
    return Facts(
        on=given["on"],
        born_on=given["born_on"],
        grants=grants,
        arrived_on=given["arrived_on"],
        settled_on=given["settled_on"],
        agreed=not given["alone"],
        claimed_on=given["claimed_on"],
        sponsor=Sponsor(
            Base(given["sponsor"]) if given["sponsor"] else None,
            given["sponsor_settled_on"],
            given["sponsor_applied_on"],
        ),
        education=Education(given["education"] or "unknown"),
        goal=Goal(given["goal"] or "unknown"),
        training_from=given["training_from"],
        leave_days=given["leave_days"] or 0,
        centre=Centre(given["centre"]),
        displaced=given["displaced"],
    )


def shown(facts: Facts, answer: Answer) -> dict[str, Any]:
    """What a template needs of an answer."""
    return {
        "answer": answer,
        "rights": rights_of(answer),
        "missing": words.waits(" ".join(dict.fromkeys((*answer.programme.waits_for, *answer.norwegian.waits_for)))),
        "steps": [
            (*words.step_words(step), step.section.replace("§ ", "§\u00a0"), tag_of(step)) for step in answer.steps
        ],
        "years": years(facts),
    }


def tag_of(step: Step) -> Tag | None:
    """Yes, no or not known, in colour and text."""
    if step.reply is Reply.NOTED:
        return None
    colours = {Reply.YES: "success", Reply.NO: "neutral", Reply.UNKNOWN: "warning"}
    return Tag(str(words.REPLIES[step.reply]), colours[step.reply])  # type: ignore[arg-type]


def years(facts: Facts) -> list[dict[str, Any]]:
    """The life around the day asked about, year by year: what there is, and what begins before the next birthday.

    Each year says the programme and the training on its last day, so that what begins in it is seen in it.
    """
    first = max(14, facts.on.year - facts.born_on.year - 2)
    rows: list[dict[str, Any]] = []
    found = year_by_year(facts, ages=range(first, first + YEARS_SHOWN + 1))
    for (age, begins, answer), (_next, ends, _later) in pairwise(found):
        last = date.fromordinal(ends.toordinal() - 1)
        rows.append(
            {
                "age": age,
                "from_on": begins,
                "now": begins <= facts.on < ends,
                "programme": part(answer.programme.category, has(answer.programme, last)),
                "norwegian": part(answer.norwegian.category, has(answer.norwegian, last)),
                "begins": beginnings(answer, begins, ends),
            }
        )
    return rows


def part(category: Category, on_the_day: Category) -> dict[str, str]:
    """One cell: the words, and how it is drawn («full», «half» or «none»)."""
    drawn = {
        Category.RIGHT_AND_DUTY: "full",
        Category.RIGHT: "full",
        Category.DUTY: "full",
        Category.ASYLUM: "full",
        Category.MAY_BE_OFFERED: "half",
        Category.NONE: "none",
    }
    shown_as = on_the_day if category is not Category.NONE else Category.NONE
    return {"text": str(words.CATEGORIES[shown_as]) if shown_as is not Category.NONE else "–", "drawn": drawn[shown_as]}


def beginnings(answer: Answer, begins: date, ends: date) -> list[str]:
    """What happens within one year of age, with its day."""
    programme, norwegian = answer.programme, answer.norwegian
    days = [
        (programme.from_on, _("right to the programme arises"))
        if programme.category in (Category.RIGHT_AND_DUTY, Category.RIGHT)
        else (None, ""),
        (programme.start_by, _("the programme begins no later than this")),
        (norwegian.from_on, _("training begins to apply")) if norwegian.category is not Category.NONE else (None, ""),
        (norwegian.done_by, _("the duty is to be fulfilled")),
        (norwegian.until_on, _("right and duty to training end")),
    ]
    inside = sorted((day, text) for day, text in days if day is not None and begins <= day < ends)
    return [f"{date_format(day, 'DATE_FORMAT')}: {text}" for day, text in inside]
