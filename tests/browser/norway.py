"""The last months of the made-up Norway: all its organisations, and the households that came in autumn."""

import sys
from dataclasses import replace
from datetime import date

import django

SINCE, UNTIL = date(2017, 9, 1), date(2017, 12, 1)


def main() -> None:
    """Build it, as `make start` builds the whole."""
    from rotfeste.doors.demo.building.build import DEMO_SCALE, drawing, enact

    drawn = drawing(DEMO_SCALE)
    recent = [plan for plan in drawn.plans if plan.received_on >= SINCE]
    enact(replace(drawn, plans=recent), scale=DEMO_SCALE, until=UNTIL, say=print)


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
