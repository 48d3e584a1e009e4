"""The pages for what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The address does not exist, or the actor may not see it: the answer is the same."""
    return render(request, "web/404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was sent from an old page."""
    return render(request, "web/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something failed on our side. The page asks the database nothing, since that may be what failed."""
    return HttpResponse(render_to_string("web/500.html"), status=500)
