"""What others get to know about a person: NAV, if they say yes; and the municipality that they have moved to."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rotfeste.casework.qualification import actions as qualification
from rotfeste.casework.qualification import queries
from rotfeste.casework.qualification.pages.nav_lines import nav_lines
from rotfeste.foundation.access.doorway import Request, own
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.ui.languages import in_own_language

NORWEGIAN = ("nb", "nn", "en")


@in_own_language
@own("own.read")
def sharing(request: Request) -> HttpResponse:
    """What NAV would get to know, for the person to say yes or no; and what was sent, to whom and when."""
    actor = request.actor
    audit.read(actor, "own.sharing", persons=actor.persons[:1])
    spoken = (get_language() or "nb")[:2]
    with override(spoken if spoken in NORWEGIAN else "nb"):
        rows = [
            (row, nav_lines(row.content, on=request.today), queries.consent_of(row))
            for row in queries.nav_packages_of(actor.persons[0], actor=actor)
            if row.status != "dropped"
        ]
    moves = queries.packages_sent(actor.persons[0], actor=actor)
    return render(
        request, "own/plain/sharing.html", {"rows": rows, "moves": moves, "may_answer": actor.may("own.plan")}
    )


@require_POST
@in_own_language
@own("own.plan")
def answer(request: Request, package_id: int) -> HttpResponse:
    """The person says yes, or no, or takes a yes back."""
    try:
        qualification.answer_nav(
            package_id,
            agrees=request.POST.get("agrees") == "yes",
            language=(get_language() or "")[:8],
            said_on=request.today,
            now=timezone.now(),
            actor=request.actor,
        )
    except qualification.SentAlready:
        messages.error(request, _("It is sent. You cannot change it now."))
    else:
        messages.success(request, _("Saved."))
    return redirect("own:sharing")
