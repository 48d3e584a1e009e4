"""How often someone without a log-in may try something from one address."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest

from rotfeste.foundation.access.models import Attempt
from rotfeste.foundation.access.session import keyed_hash

WITHIN = timedelta(hours=1)


def address_of(request: HttpRequest) -> str:
    """A keyed hash of where the request comes from; behind a proxy, the address that the proxy saw."""
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER:
        seen = request.headers.get("X-Forwarded-For", seen).split(",")[-1].strip()
    return keyed_hash("address", seen)


def count(kind: str, request: HttpRequest, *, now: datetime) -> None:
    """One more try from this address."""
    Attempt.objects.create(kind=kind, address=address_of(request), at=now)


def too_many(kind: str, request: HttpRequest, *, most: int, now: datetime) -> bool:
    """Whether this address has tried as often as it may within the last hour."""
    return Attempt.objects.filter(kind=kind, address=address_of(request), at__gt=now - WITHIN).count() >= most


def forget_old(now: datetime) -> int:
    """Tries are forgotten when they no longer count; returns how many."""
    removed, _ = Attempt.objects.filter(at__lte=now - WITHIN).delete()
    return removed
