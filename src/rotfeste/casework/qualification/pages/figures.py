"""What the directorate counts across municipalities, without seeing anyone."""

from django.http import HttpResponse
from django.shortcuts import render

from rotfeste.casework.qualification import queries
from rotfeste.casework.qualification.pages.recognition import waiting_chart
from rotfeste.casework.qualification.rules.recognition import longest_wait
from rotfeste.foundation.access.doorway import Request, requires


@requires("reporting.read")
def figures(request: Request) -> HttpResponse:
    """How long bodies take to recognise education from abroad."""
    waits = queries.waiting_in_the_country(today=request.today, actor=request.actor)
    context = {"waiting": waiting_chart(waits), "limit": longest_wait(request.today), "least": queries.LEAST}
    return render(request, "qualification/figures.html", context)
