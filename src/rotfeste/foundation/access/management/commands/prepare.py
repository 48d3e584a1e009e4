"""Migrate as the owner, fill the tables of places, then grant the application's role what it needs."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command

from rotfeste.foundation.access.walls import grant
from rotfeste.foundation.places import actions as places


class Command(BaseCommand):
    """`manage.py prepare`: the database is made ready; run again, it changes nothing."""

    help = "Migrate as the owner, fill the tables of places and grant the application's role what it needs."

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, fill and grant."""
        call_command("migrate", database="owner", interactive=False, verbosity=options["verbosity"])
        places.load("owner")
        grant("owner", settings.APPLICATION_ROLE)
