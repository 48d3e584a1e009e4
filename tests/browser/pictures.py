"""`make pictures`: take the README's tour and plan a year on the made-up Norway, with a camera, into docs/pictures."""

import os
import sys
from pathlib import Path

import django
from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.browser import chromium

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
NAME = f"rotfeste_pictures_{os.getpid()}"
LARGEST = 200_000
WIDE, TALL = ViewportSize(width=1280, height=800), ViewportSize(width=1280, height=1450)


def take(page: Page, name: str) -> None:
    """One picture of what is seen in the window."""
    file = FOLDER / f"{name}.png"
    page.evaluate("() => document.activeElement?.blur()")
    page.screenshot(path=file, animations="disabled")
    size = file.stat().st_size
    print(f"{file.name}: {size // 1000} kB")
    if size > LARGEST:
        raise ValueError(f"{file.name} is larger than {LARGEST // 1000} kB")


def main() -> None:
    """Build, serve, and take the tour."""
    from tests.browser.a_case_worker_plans_the_year import ONLY_PLANNING
    from tests.browser.conftest import FILES_BY, environment, run, serving
    from tests.browser.planning import Planning
    from tests.browser.tour import CASE_WORKER, Tour

    for command in FILES_BY:
        run(command, environment("none"))
    with serving(NAME, ["manage.py", "demo"]) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=chromium.OPTIONS)
        window = browser.new_context(base_url=base, viewport=WIDE, locale="en-GB")
        window.add_cookies(
            [
                {"name": "language", "value": "en", "url": base},
                {"name": "colour_scheme", "value": "light", "url": base},
            ]
        )
        tour = Tour(window, window.new_page(), picture=take)
        tour.become(CASE_WORKER)
        tour.page.goto("/settlement/overview/")
        tour.page.set_viewport_size(TALL)
        take(tour.page, "0-the-country")
        tour.page.set_viewport_size(WIDE)
        tour.settle_the_family()
        tour.see_what_changed()
        tour.december_wait_of_families()
        Planning(tour, work=lambda: run(ONLY_PLANNING, environment(NAME))).whole()
        browser.close()


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
