"""A session that ends in the middle of a form: what was typed is kept, and given back after log-in."""

from django.http import HttpResponseBase

from rotfeste.foundation.access.doorway import Request


def keep_or_give_back(request: Request) -> HttpResponseBase | None:
    """Keep a form that came after the session had ended, or give a kept one back to the same person."""
    return None
