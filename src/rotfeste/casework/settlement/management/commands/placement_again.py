"""Compute a round of placement again from what it kept, and compare."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from rotfeste.casework.settlement.jobs import PLACER
from rotfeste.casework.settlement.queries.placing import again
from rotfeste.foundation.access import walls


class Command(BaseCommand):
    """`manage.py placement_again 7` computes round 7 again; it fails where anything differs."""

    help = "Compute a round of placement again from what it kept, and compare."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which round."""
        parser.add_argument("placement_id", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """Compute, and say what differs."""
        with walls.asking(PLACER):
            found = again(options["placement_id"], actor=PLACER)
        said = (
            f"input {'as kept' if found.same_input else 'CHANGED'};"
            f" {found.households} households, {found.elsewhere} elsewhere;"
            f" value {found.value:.6f}, kept {found.kept_value:.6f}"
        )
        if not found.same:
            raise CommandError(said)
        self.stdout.write(said)
