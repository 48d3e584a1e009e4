"""Every page, in three languages, wide and narrow, light and dark: axe finds nothing, and nothing is cut off."""

from itertools import product

import pytest
from playwright.sync_api import Browser

from tests.browser.visitor import a_window, faults, log_in

BEFORE_LOG_IN = ("/log-in", "/log-in?q=nobody", "/accessibility")
AFTER_LOG_IN = {
    "case worker": ("/", "/notifications", "/search", "/search?q=Ali", "/components", "/audit/mine/"),
    "auditor": ("/audit/",),
    "settlement officer": ("/",),
    "reception": ("/",),
}
"""The pages of each role. A page with a number in its address is reached from the list that leads to it."""


@pytest.mark.parametrize(
    ("language", "width", "scheme"), [*product(("nb", "nn", "en"), (320, 1280), ("light", "dark"))]
)
def test_nothing_is_wrong(browser: Browser, site: str, axe: str, language: str, width: int, scheme: str) -> None:
    found = []
    with a_window(browser, site, language=language, width=width, scheme=scheme) as window:
        page = window.new_page()
        for address in BEFORE_LOG_IN:
            found += faults(page, address, axe)
        for organisation, addresses in AFTER_LOG_IN.items():
            log_in(page, organisation)
            for address in addresses:
                found += faults(page, address, axe)
    assert not found, "\n".join(found)


def test_the_menu_of_oneself_is_right_when_it_is_open(browser: Browser, site: str, axe: str) -> None:
    with a_window(browser, site, width=320) as window:
        page = window.new_page()
        log_in(page, "case worker")
        page.locator("details.who summary").click()
        page.evaluate(axe)
        assert page.evaluate("async () => (await axe.run(document)).violations.map(v => v.id)") == []
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("address", ["/", "/components", "/notifications"])
def test_a_language_from_right_to_left_fits_too(browser: Browser, site: str, address: str) -> None:
    with a_window(browser, site, width=320) as window:
        page = window.new_page()
        log_in(page, "case worker")
        page.goto(address)
        page.evaluate("() => { document.documentElement.dir = 'rtl' }")
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
