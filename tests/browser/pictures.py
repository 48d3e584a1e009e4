"""`make pictures`: take the README's tour and plan a year on the made-up Norway, with a camera, into docs/pictures."""

import os
import sys
from pathlib import Path

import django
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser import chromium
from tests.browser.tour import CASE_WORKER, OFFICER, Tour

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
NAME = f"rotfeste_pictures_{os.getpid()}"
LARGEST = 200_000
WIDE, TALL = ViewportSize(width=1280, height=800), ViewportSize(width=1280, height=1450)
ADVISER = "Marit Fjellheim"
PHONE = ViewportSize(width=390, height=1250)


def take(page: Page, name: str) -> None:
    """One picture of what is seen in the window."""
    file = FOLDER / f"{name}.png"
    page.evaluate("() => document.activeElement?.blur()")
    page.screenshot(path=file, animations="disabled")
    size = file.stat().st_size
    print(f"{file.name}: {size // 1000} kB")
    if size > LARGEST:
        raise ValueError(f"{file.name} is larger than {LARGEST // 1000} kB")


def find_a_home(browser: Browser, tour: Tour, base: str) -> None:
    """A refugee on a telephone, in Arabic; and the application as the municipality sees it."""
    phone = browser.new_context(base_url=base, viewport=PHONE, locale="ar")
    phone.add_cookies([{"name": "colour_scheme", "value": "light", "url": base}])
    page = phone.new_page()
    for name, address in (("overview", "/self-settlement/"), ("municipality", "/s/1130")):
        page.goto(address)
        take(page, f"self-settlement-{name}")
    page.goto("/log-in")
    page.locator("button[name=refugee]").click()
    take(page, "self-settlement-own")
    page.locator("a[href*='/own/application/']").click()
    take(page, "self-settlement-application")
    phone.close()
    tour.become(OFFICER)
    tour.follow("Applications for self-settlement to answer")
    tour.page.locator("tbody a").first.click()
    tour.page.set_viewport_size(TALL)
    take(tour.page, "self-settlement-staff")
    tour.page.set_viewport_size(WIDE)


def capacity(tour: Tour) -> None:
    """The weekly plan, a dwelling's clock as the municipality and the directorate see it, the country and the homes."""
    page = tour.page
    tour.become(OFFICER)
    page.goto("/settlement/places/")
    tour.follow("Plan the weeks")
    page.set_viewport_size(ViewportSize(width=1280, height=1000))
    take(page, "capacity-1-weeks")
    page.goto("/settlement/dwellings/?sort=-days")
    page.locator("tbody th a").nth(1).click()
    page.set_viewport_size(TALL)
    take(page, "capacity-2-clock")
    address = page.url
    tour.become(CASE_WORKER)
    page.goto(address)
    page.set_viewport_size(ViewportSize(width=1280, height=1000))
    take(page, "capacity-3-candidates")
    page.goto("/settlement/places/weeks/")
    take(page, "capacity-4-country")
    page.goto("/settlement/dwellings/homes/")
    page.set_viewport_size(ViewportSize(width=1280, height=1000))
    take(page, "capacity-5-homes")


def qualification(tour: Tour) -> None:
    """A participant as the programme adviser sees them, and a class with its hours of a month."""
    page = tour.page
    tour.become(ADVISER)
    page.goto("/qualification/")
    page.locator("tbody tr").filter(has_text="In the programme").locator("th a").nth(2).click()
    page.set_viewport_size(ViewportSize(width=1280, height=1150))
    take(page, "qualification-1-participant")
    page.goto("/qualification/groups/")
    page.locator("tbody th a").first.click()
    page.locator("a[href*='/hours/']").first.click()
    page.set_viewport_size(WIDE)
    take(page, "qualification-2-class")


def main() -> None:
    """Build, serve, and take the tour."""
    from tests.browser.a_case_worker_places_everyone import ONLY_PLACING
    from tests.browser.a_case_worker_plans_the_year import ONLY_PLANNING
    from tests.browser.conftest import FILES_BY, environment, run, serving
    from tests.browser.placing import Placing
    from tests.browser.planning import Planning

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
        find_a_home(browser, tour, base)
        Planning(tour, work=lambda: run(ONLY_PLANNING, environment(NAME))).whole()
        Placing(tour, work=lambda: run(ONLY_PLACING, environment(NAME))).whole()
        capacity(tour)
        qualification(tour)
        browser.close()


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
