"""Write the documentation of placement as a PDF."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandParser
from django.utils import timezone, translation

from rotfeste.casework.settlement.pages.placing.annex import as_content
from rotfeste.casework.settlement.queries.placing import documented
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import system
from rotfeste.foundation.letters import queries as letters

LANGUAGES = ("nb", "nn", "en")


class Command(BaseCommand):
    """`manage.py placement_documentation --language nb --to placement.pdf`."""

    help = "Write the documentation of placement (annex IV of the EU's AI act) as a PDF, from what the system knows."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which language, and where to."""
        parser.add_argument("--language", choices=LANGUAGES, default="nb")
        parser.add_argument("--to", type=Path, default=Path("placement-documentation.pdf"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, and write."""
        asker = system("documentation", permissions=frozenset({"settlement.request"}))
        with walls.asking(asker), translation.override(options["language"]):
            known = documented(today=timezone.localdate(), actor=asker)
            content = as_content(known, options["language"], "Rotfeste")
        options["to"].write_bytes(letters.as_document(content))
        self.stdout.write(str(options["to"]))
