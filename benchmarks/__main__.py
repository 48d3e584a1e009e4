"""`make bench`: JSON lines on standard output. `python -m benchmarks pages` measures one part alone.

Parts: pages, intake, distribution, placement, capacity, register, and start (only when it is named, since it needs the
network). BENCH_USERS, BENCH_SECONDS, BENCH_ROWS and BENCH_PERSONS change the size. It measures the database that
DATABASE_NAME names, the year 2017 when it is run by make; intake and register have databases of their own.
"""

import os
import sys
from pathlib import Path

import django


def main(wanted: list[str]) -> None:
    """Measure what was asked for, all but start if nothing was."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    # Only now can what stands on Django be imported.
    from benchmarks import capacity, distribution, intake, pages, placement, starting  # noqa: PLC0415
    from benchmarks.register import measuring as register  # noqa: PLC0415
    from config import start  # noqa: PLC0415

    parts = {
        "pages": pages.measure,
        "intake": intake.measure,
        "distribution": distribution.measure,
        "placement": placement.measure,
        "capacity": capacity.measure,
        "register": register.measure,
        "start": starting.measure,
    }
    unknown = [name for name in wanted if name not in parts]
    if unknown:
        sys.exit(f"Unknown: {', '.join(unknown)}. There are {', '.join(parts)}.")
    for name in wanted or ["pages", "intake", "distribution", "placement", "capacity", "register"]:
        if name == "pages":
            start.prepare()
        parts[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
