"""What the interface does by itself: e-mails about notifications."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from rotfeste.foundation.access.actor import system
from rotfeste.foundation.access.walls import asking
from rotfeste.foundation.ui import actions


@app.task(name=actions.EMAIL_JOB, retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def email_notification(notification_id: str) -> None:
    """Send one notification as e-mail; tried again while the mail server does not answer."""
    with asking(system("notifications")) as actor:
        actions.email(UUID(notification_id), now=timezone.now(), actor=actor)
