"""Migrate as the owner, then grant the application's role what it needs."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command

from rotfeste.foundation.access.walls import grant


class Command(BaseCommand):
    """`manage.py prepare`: the database is made ready; run again, it changes nothing."""

    help = "Migrate as the owner and grant the application's role what it needs."

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate and grant."""
        call_command("migrate", database="owner", interactive=False, verbosity=options["verbosity"])
        grant("owner", settings.APPLICATION_ROLE)
