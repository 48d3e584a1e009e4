"""A person's own plan: what it says, and whether they agree."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rotfeste.casework.qualification import actions as qualification
from rotfeste.casework.qualification import queries
from rotfeste.foundation.access.doorway import Request, own
from rotfeste.foundation.ui.languages import in_own_language
from rotfeste.registers.participants.actions import CannotRegister
from rotfeste.registers.participants.queries import measure_kinds

NORWEGIAN = ("nb", "nn", "en")


@in_own_language
@own("own.read")
def plan(request: Request) -> HttpResponse:
    """The draft that awaits an answer, or else the plan in force."""
    found = queries.plans_of(request.actor.persons[0], actor=request.actor)
    row = found.draft or found.in_force
    language = (get_language() or "nb")[:2]
    names = {k.key: k.name(language if language in NORWEGIAN else "nb") for k in measure_kinds(request.today)}
    context = {
        "row": row,
        "measures": [(names.get(each.kind, each.kind), each) for each in row.content.measures] if row else [],
        "said": row.answers[-1] if row and row.answered else None,
        "may_answer": bool(found.draft) and request.actor.may("own.plan"),
    }
    return render(request, "own/plain/plan.html", context)


@require_POST
@in_own_language
@own("own.plan")
def answer(request: Request, plan_id: int) -> HttpResponse:
    """The person agrees, or says why not."""
    try:
        qualification.answer_plan(
            plan_id,
            agrees=request.POST.get("agrees") == "yes",
            text=request.POST.get("text", "")[:2000],
            language=(get_language() or "")[:8],
            said_on=request.today,
            now=timezone.now(),
            actor=request.actor,
        )
    except CannotRegister:
        messages.error(request, _("Write why you do not agree."))
    else:
        messages.success(request, _("Saved."))
    return redirect("own:plan")
