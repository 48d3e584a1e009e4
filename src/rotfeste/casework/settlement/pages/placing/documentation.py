"""The documentation of placement in the form of annex IV of the EU's AI act, generated from what the system knows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rotfeste.casework.settlement.pages.placing.annex import as_content, sections
from rotfeste.casework.settlement.queries import placing
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.audit import actions as audit
from rotfeste.foundation.letters import queries as letters


@requires("settlement.request")
def documentation(request: Request) -> HttpResponse:
    """The documentation as a page."""
    known = placing.documented(today=request.today, actor=request.actor)
    return render(request, "settlement/placing/documentation.html", {"known": known, "sections": sections(known)})


@requires("settlement.request")
def documentation_pdf(request: Request) -> HttpResponse:
    """The same as a PDF that can be kept and read aloud."""
    known = placing.documented(today=request.today, actor=request.actor)
    content = as_content(known, str(get_language() or "nb"), request.actor.organisation_name)
    answer = HttpResponse(letters.as_document(content), content_type="application/pdf")
    name = _("placement-documentation")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{request.today.isoformat()}.pdf"'
    audit.searched(request.actor, "settlement.placement_documentation", persons=[], rows=known.count)
    return answer
