"""Anchor the trail: write its heads, signed, to a file that is to lie on another host."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand
from django.utils import timezone

from rotfeste.foundation.audit.queries import heads
from rotfeste.foundation.audit.rules import sign


class Command(BaseCommand):
    """`manage.py anchor_audit FILE`: adds one signed line; run it hourly, and let another host fetch the file."""

    help = "Add a signed line with the heads of the audit trail to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to write."""
        parser.add_argument("file", type=Path, help="the file that another host fetches")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sign and append."""
        line = sign(heads(), at=timezone.now().isoformat(), key=settings.ANCHOR_KEY)
        with options["file"].open("a") as file:
            file.write(line + "\n")
        self.stdout.write(f"Anchored in {options['file']}.")
