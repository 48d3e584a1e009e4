"""Questions about one's own notifications and saved views."""

from django.db.models import QuerySet

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import User
from rotfeste.foundation.ui.models import Notification, SavedView


def notifications(actor: Actor) -> QuerySet[Notification]:
    """One's own, the newest first."""
    rows: QuerySet[Notification] = Notification.objects.visible_to(actor).order_by("-created_at", "id")
    return rows


def unread(actor: Actor) -> int:
    """How many of one's own are not read."""
    return notifications(actor).filter(read_at=None).count()


def saved_views(actor: Actor, list_key: str) -> QuerySet[SavedView]:
    """One's own views of one list."""
    rows: QuerySet[SavedView] = SavedView.objects.visible_to(actor).filter(list_key=list_key).order_by("name")
    return rows


def wants_email(actor: Actor) -> bool:
    """Whether the actor has chosen to be notified by e-mail."""
    return actor.user_id is not None and User.objects.filter(id=actor.user_id, notify_by_email=True).exists()
