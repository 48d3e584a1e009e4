"""What every page is given: who asks, the menu and the counts in it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of the page frame."""
    return {"actor": getattr(request, "actor", None), "demo": settings.DEMO, "today": getattr(request, "today", None)}
