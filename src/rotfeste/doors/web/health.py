"""For those who run the system: is it alive, is it ready, how is it doing."""

from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from rotfeste.foundation.access.doorway import Request, open_to_all


@open_to_all("says only that the process answers")
def alive(request: Request) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "alive"})


@open_to_all("says only whether the database answers")
def ready(request: Request) -> HttpResponse:
    """The database answers too."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "the database does not answer"}, status=503)
    return JsonResponse({"status": "ready"})


@open_to_all("figures about the process, none about persons")
def metrics(request: Request) -> HttpResponse:
    """Figures for Prometheus."""
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


@open_to_all("the law asks that it is public")
def accessibility(request: Request) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "web/accessibility.html")
