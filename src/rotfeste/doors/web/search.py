"""The search box: persons and cases, within what one may see."""

from django.http import HttpResponse
from django.shortcuts import render

from rotfeste.foundation.access.doorway import Request, requires


@requires("persons.read")
def search(request: Request) -> HttpResponse:
    """What fits the words in the box."""
    wanted = request.GET.get("q", "").strip()
    return render(request, "web/search.html", {"q": wanted, "found": []})
