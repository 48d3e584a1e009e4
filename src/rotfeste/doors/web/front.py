"""The front page: what waits for the actor, the most urgent first."""

from collections.abc import Callable, Iterable
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from rotfeste.casework.planning import queries as planning
from rotfeste.casework.qualification import queries as qualification
from rotfeste.casework.self_settlement import queries as self_settlement
from rotfeste.casework.settlement import queries as settlement
from rotfeste.foundation.access import queries as access
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.doorway import Request, requires
from rotfeste.foundation.ui.components import Task, in_order
from rotfeste.insight.extracts import queries as extracts
from rotfeste.insight.quality import queries as quality

SOURCES: tuple[Callable[[Actor, date], Iterable[Task]], ...] = (
    settlement.tasks,
    planning.tasks,
    qualification.tasks,
    qualification.complaint_tasks,
    qualification.handover_tasks,
    qualification.nav_tasks,
    qualification.recognition_tasks,
    qualification.practice_tasks,
    qualification.course_tasks,
    self_settlement.tasks,
    quality.tasks,
    extracts.tasks,
)
"""Each chapter's question «what waits for this actor?»."""


@requires()
def front(request: Request) -> HttpResponse:
    """Tasks from every chapter."""
    tasks = in_order(task for source in SOURCES for task in source(request.actor, request.today))
    return render(request, "web/front.html", {"tasks": tasks, "advisers": access.advisers_of(request.actor)})
