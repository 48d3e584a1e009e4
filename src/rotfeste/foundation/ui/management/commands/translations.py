"""Collect, compile and check the sentences of the interface in each language that they are kept in."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from rotfeste.foundation.ui import catalogue


class Command(BaseCommand):
    """`manage.py translations update|compile|check`."""

    help = "update: collect sentences; compile: write what Django reads; check: fail on what is missing or broken."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do."""
        parser.add_argument("what", choices=["update", "compile", "check"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        if options["what"] == "compile":
            catalogue.compile_all()
            return
        everything = catalogue.collected(settings.ROOT / "src" / "rotfeste")
        plain = catalogue.collected(settings.ROOT / "src" / "rotfeste", catalogue.PLAIN_LANGUAGES[0])
        wanted = dict.fromkeys(catalogue.LANGUAGES, everything) | dict.fromkeys(catalogue.PLAIN_LANGUAGES, plain)
        if options["what"] == "update":
            for language, found in wanted.items():
                catalogue.write(language, catalogue.updated(language, found))
        wrong = [f"{name}: {fault}" for name, found in wanted.items() for fault in catalogue.faults(name, found)]
        if options["what"] == "check" and wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write("\n".join(wrong) or "Every sentence is translated.")
