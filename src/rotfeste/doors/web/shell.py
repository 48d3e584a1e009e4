"""What every page is given: who asks, the menu and the counts in it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from rotfeste.doors.web import menu
from rotfeste.doors.web.trail import EVENTS
from rotfeste.foundation.access import queries as access
from rotfeste.foundation.access.actor import NOBODY, Actor
from rotfeste.foundation.ui import queries as ui

SCHEME_COOKIE = "colour_scheme"
SCHEMES = ("auto", "light", "dark")


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of the page frame. What costs a question is asked only if the template shows it."""
    actor: Actor = getattr(request, "actor", NOBODY)
    today: date | None = getattr(request, "today", None)
    scheme = request.COOKIES.get(SCHEME_COOKIE, "auto")
    context: dict[str, Any] = {
        "actor": actor,
        "demo": settings.DEMO,
        "today": today,
        "colour_scheme": scheme if scheme in SCHEMES else "auto",
        "languages": settings.LANGUAGES,
        "plain_languages": settings.PLAIN_LANGUAGES,
        "unread_languages": settings.UNREAD_LANGUAGES,
    }
    if actor.user_id is not None and today is not None:
        context |= {
            "event_names": EVENTS,
            "beside_a_case": menu.beside_a_case(actor),
            "menu": menu.entries(actor, request.path),
            "may_search": actor.may("persons.read"),
            "unread": SimpleLazyObject(lambda: ui.unread(actor)),
            "roles": SimpleLazyObject(lambda: roles(actor, today)),
        }
    return context


def roles(actor: Actor, today: date) -> list[dict[str, Any]]:
    """The roles that the person can change between."""
    return [
        {
            "id": row.id,
            "label": f"{row.get_role_display()}, {row.organisation.name}",
            "current": (row.role, row.organisation_id) == (actor.role, actor.organisation_id),
        }
        for row in access.roles_of_actor(actor, on=today)
    ]
