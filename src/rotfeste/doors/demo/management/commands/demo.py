"""Build the made-up Norway, build it anew, or say who one can be in it."""

import time
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import connections

from rotfeste.doors.demo.building import compare
from rotfeste.doors.demo.building.build import DEMO_SCALE, build
from rotfeste.doors.demo.building.own import CODE
from rotfeste.doors.demo.building.staff import LOG_INS
from rotfeste.doors.demo.models import Stage
from rotfeste.foundation.access.models import RoleAssignment
from rotfeste.foundation.access.rules import Role
from rotfeste.registers.own_access import queries as own_access
from rotfeste.registers.own_access.rules import shown


class Command(BaseCommand):
    """`manage.py demo`: run again after an interruption, it goes on where it was."""

    help = "Build a made-up Norway through the real actions, up to the day that the demo stands still at."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to build."""
        parser.add_argument("--year", action="store_true", help="the whole year at true size")
        parser.add_argument("--reset", action="store_true", help="throw away what there is first")
        parser.add_argument("--scale", type=int, help="how many times smaller than the year 2017; 8 if not given")
        parser.add_argument("--log-ins", action="store_true", help="only say who one can be")
        parser.add_argument("--processes", type=int, help="how many processes build; one for each core if not given")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, or say who one can be."""
        if settings.PRODUCTION or settings.TODAY is None:
            raise CommandError("The made-up Norway is for ENVIRONMENT=demo only, never beside real people.")
        if options["log_ins"]:
            self.log_ins()
            return
        if options["reset"]:
            throw_away()
        call_command("prepare", verbosity=0)
        if Stage.objects.filter(name="finished").exists():
            return
        began = time.monotonic()
        self.say("Building a made-up Norway; Ctrl-C interrupts, and the next time it goes on from there")
        try:
            scale = 1 if options["year"] else options["scale"] or DEMO_SCALE
            build(scale=scale, until=settings.TODAY, say=self.say, processes=options["processes"])
        except KeyboardInterrupt:
            raise CommandError("Interrupted. Run it again to go on.") from None
        self.say(f"The made-up Norway is ready ({time.monotonic() - began:.0f} s)")
        if options["year"]:
            self.compare()

    def compare(self) -> None:
        """The source's figures beside the system's own; any difference is an error."""
        rows = compare.lines()
        self.stdout.write("\nAnnual report 2017, and what the system counts:")
        for row in rows:
            self.stdout.write(f"  {row.name:<24} {row.source:>8} {row.counted:>8}  {'' if row.same else 'DIFFERS'}")
        if not all(row.same for row in rows):
            raise CommandError("The made-up year does not come out as the annual report.")

    def say(self, text: str) -> None:
        """One line of progress."""
        self.stdout.write(f"· {text}")
        self.stdout.flush()

    def refugee(self) -> None:
        """The made-up refugee, who comes in with a code on paper."""
        row = own_access.made_up(CODE)
        if row is not None:
            name, born = row.person.full_name, f"{row.person.born_on:%d.%m.%Y}"
            self.stdout.write(
                f"  {name:<18} {f'code {shown(CODE)}, born {born}':<40} a refugee: /own/log-in?language=ar"
            )

    def log_ins(self) -> None:
        """Some of those one can be; the log-in page has everyone."""
        roles = {
            row.user.subject: row
            for row in RoleAssignment.objects.filter(user__subject__in=[row.subject for row in LOG_INS])
            .exclude(role=Role.ADMINISTRATOR, user__subject__endswith=":officer")
            .select_related("user", "organisation")
        }
        self.stdout.write("\nEveryone is made up. Log in as, for example:")
        for log_in in LOG_INS:
            row = roles.get(log_in.subject)
            if row is not None:
                self.stdout.write(f"  {row.user.name:<18} {row.organisation.name:<40} {log_in.shows}")
        self.refugee()


def throw_away() -> None:
    """Empty the database: the owner drops everything in it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connections.close_all()
