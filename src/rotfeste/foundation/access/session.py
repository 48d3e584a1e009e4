"""The session of someone who has logged in: whose it is, at which level, and how it is ended from elsewhere."""

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from rotfeste.foundation.access.doorway import Request
from rotfeste.foundation.access.models import HeldForm, ProviderSession

KEPT = timedelta(hours=24)
"""How long what someone had typed is kept after the session ended."""


def begin(request: Request, *, assignment_id: int, level: str, sid: str = "") -> None:
    """The session becomes this person's, in this role. The key is renewed, so that a planted one is worth nothing.

    `sid` is the provider's own session: when that one is ended, so is ours.
    """
    session = request.session
    session.cycle_key()
    session.pop("own_code", None)
    session["assignment_id"] = assignment_id
    session["level"] = level
    session["seen_at"] = timezone.now().timestamp()
    if sid:
        session["sid"] = keyed_hash("sid", sid)
    if session.get("sid"):
        ProviderSession.objects.update_or_create(
            sid=session["sid"], defaults={"session_key": session.session_key or ""}
        )


def end_everywhere(sid: str) -> int:
    """The provider says that its session is over; returns how many of ours that ended."""
    found = ProviderSession.objects.filter(sid=keyed_hash("sid", sid))
    ended, _ = Session.objects.filter(session_key__in=found.values("session_key")).delete()
    found.delete()
    return ended


def forget_old() -> int:
    """Remove kept forms that nobody came back for, and sessions that have run out; returns how many forms."""
    now = timezone.now()
    Session.objects.filter(expire_date__lt=now).delete()
    ProviderSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    removed, _ = HeldForm.objects.filter(held_at__lt=now - KEPT).delete()
    return removed


def keyed_hash(kind: str, value: str) -> str:
    """What is kept instead of a value that we must recognise, but not know."""
    return hmac.new(settings.SUBJECT_KEY.encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()
