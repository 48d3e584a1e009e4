"""Verify the trail: compute every link again, and compare with the heads and with what was anchored elsewhere."""

import time
from argparse import ArgumentParser
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import connection, transaction

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import system
from rotfeste.foundation.audit.queries import faults_in_trail, heads
from rotfeste.foundation.audit.rules import AnchorForged, End, checked

VERIFIER = system("verify_audit", permissions=frozenset({"audit.read"}))


def read_anchors(file: Path) -> dict[int, list[End]]:
    """What each stream had come to, each time it was anchored."""
    anchored: dict[int, list[End]] = defaultdict(list)
    for line in file.read_text().splitlines():
        for stream, end in checked(line, key=settings.ANCHOR_KEY).items():
            anchored[stream].append(end)
    return anchored


class Command(BaseCommand):
    """`manage.py verify_audit --anchors FILE`: silent trust is none; exit code 1 and one line per fault."""

    help = "Verify that no event of the audit trail was altered, removed, moved or cut off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the anchors are."""
        parser.add_argument("--anchors", type=Path, help="the file of anchors, fetched back from the other host")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, and tell."""
        try:
            anchored = read_anchors(options["anchors"]) if options["anchors"] else {}
        except AnchorForged as error:
            raise CommandError(f"This anchor is not signed with our key: {error}") from error
        started = time.monotonic()
        with transaction.atomic():
            with connection.cursor() as cursor:
                # One picture of links and heads, while others go on writing.
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            with walls.asking(VERIFIER):
                found, count = faults_in_trail(anchored), sum(end.sequence for end in heads().values())
        for fault in found[:50]:
            self.stderr.write(str(fault))
        if found:
            raise CommandError(f"The audit trail has {len(found)} faults.")
        self.stdout.write(f"The audit trail is whole: {count} events in {time.monotonic() - started:.1f} s.")
