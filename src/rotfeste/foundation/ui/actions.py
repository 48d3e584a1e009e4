"""What someone does with notifications and saved views."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import User
from rotfeste.foundation.ui.models import Notification, SavedView

PLACE_NAMES = ("organisation", "place")
"""The only parameters of a notification that may be words: all others are numbers and dates."""
EMAIL_JOB = "ui.email_notification"


class MightBePersonal(ValueError):
    """A notification was given words that could tell about a person; only numbers, dates and place names may be."""


@transaction.atomic
def notify(
    user_ids: Iterable[int], text: str, *, url: str, now: datetime, **parameters: int | date | str
) -> list[Notification]:
    """Tell active users that something happened: in the product, and by e-mail to those who want it.

    `text` is an English sentence marked with `gettext_noop`, with `%(name)s` for parameters, and says nothing about
    any person. The e-mail is a job that is committed with its cause.
    """
    for name, value in parameters.items():
        if isinstance(value, str) and name not in PLACE_NAMES:
            raise MightBePersonal(name)
    shown = {name: value.isoformat() if isinstance(value, date) else value for name, value in parameters.items()}
    wanted = User.objects.filter(id__in=user_ids, active=True).order_by("id")
    people = list(wanted.values_list("id", "notify_by_email", "email"))
    rows = [
        Notification(user_id=user_id, text_key=text, parameters=shown, url=url, created_at=now)
        for user_id, _by_email, _email in people
    ]
    Notification.objects.bulk_create(rows)
    for row, (_id, by_email, address) in zip(rows, people, strict=True):
        if by_email and address:
            app.configure_task(EMAIL_JOB, allow_unknown=True).defer(notification_id=str(row.id))
    return rows


@transaction.atomic
def email(notification_id: UUID, *, now: datetime, actor: Actor) -> bool:
    """Send one notification as e-mail in the user's language, once. Says whether one was sent."""
    row = (
        Notification.objects.visible_to(actor)
        .filter(id=notification_id, emailed_at=None)
        .select_related("user")
        .select_for_update(of=("self",))
        .first()
    )
    if row is None or not row.user.notify_by_email or not row.user.email:
        return False
    with translation.override(row.user.language):
        subject = _("Rotfeste: you have a new notification")
        body = "\n\n".join(
            [
                row.text,
                settings.BASE_URL + row.url,
                _("You can choose not to get e-mails like this, under Notifications in Rotfeste."),
            ]
        )
    EmailMessage(subject=subject, body=body, to=[row.user.email]).send()
    row.emailed_at = now
    row.save(update_fields=["emailed_at"])
    return True


def mark_read(notification_ids: Iterable[UUID] | None = None, *, now: datetime, actor: Actor) -> int:
    """One's own notifications are read: those named, or all."""
    rows = Notification.objects.visible_to(actor).filter(user_id=actor.user_id, read_at=None)
    if notification_ids is not None:
        rows = rows.filter(id__in=list(notification_ids))
    return int(rows.update(read_at=now))


def choose_email(wanted: bool, *, actor: Actor) -> None:
    """A user chooses whether to be notified by e-mail too."""
    if actor.user_id is not None:
        User.objects.filter(id=actor.user_id).update(notify_by_email=wanted)


@transaction.atomic
def save_view(list_key: str, *, name: str, query: str, actor: Actor) -> None:
    """Keep a list's filters and sorting under a name; the same name again replaces it."""
    if actor.user_id is None:
        return
    SavedView.objects.visible_to(actor).filter(list_key=list_key, name=name).delete()
    SavedView.objects.create(user_id=actor.user_id, list_key=list_key, name=name, query=query)


def delete_view(view_id: int, *, actor: Actor) -> None:
    """Remove one's own saved view."""
    SavedView.objects.visible_to(actor).filter(id=view_id).delete()
