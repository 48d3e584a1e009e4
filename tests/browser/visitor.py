"""Someone in front of a browser: logs in by the demo's page, goes to addresses, and is told what is wrong with them."""

import re
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LINKS = """() => [...document.querySelectorAll('a[href^="/"]:not([download])')].map(a => a.getAttribute('href'))
    .filter(href => !href.startsWith('/static/'))"""
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
RUN = """async (tags) => (await axe.run(document, {runOnly: tags})).violations.map(
    v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' + n.html.slice(0, 120)).join(' | '))"""


def a_window(
    browser: Browser, site: str, *, language: str = "nb", width: int = 1280, scheme: str = "light", script: bool = True
) -> BrowserContext:
    """A window with the choices already made."""
    context = browser.new_context(base_url=site, viewport={"width": width, "height": 900}, java_script_enabled=script)
    context.add_cookies(
        [
            {"name": "language", "value": language, "url": site},
            {"name": "colour_scheme", "value": scheme, "url": site},
        ]
    )
    return context


def log_in(page: Page, name: str) -> None:
    """Choose the first made-up person of this name."""
    page.goto(f"/log-in?q={name}")
    page.locator(".person-button").first.click()


def log_in_at(page: Page, organisation: str, role: str) -> None:
    """Choose someone with this role in this organisation."""
    page.goto(f"/log-in?q={organisation}")
    page.get_by_role("button", name=role).first.click()


def choose(page: Page, shelf: str, place: str) -> None:
    """Go to a place in the menu that is folded together with others."""
    menu = page.get_by_role("navigation", name="Main menu")
    menu.locator("summary").filter(has_text=re.compile(f"^{shelf}$")).click()
    menu.get_by_role("link", name=place, exact=True).click()


def links(page: Page) -> list[str]:
    """Where the links of a page lead, within the site; files are left out."""
    found: list[str] = page.evaluate(LINKS)
    return [link for link in found if "export=" not in link and not link.endswith((".pdf", ".csv", ".json", "/pdf"))]


def faults(page: Page, address: str, axe: str) -> list[str]:
    """What axe finds on a page, whether it must be scrolled sideways, and what the browser complained about."""
    heard: list[str] = []

    def listen(message: Any) -> None:
        if message.type == "error":
            heard.append(message.text)

    page.on("console", listen)
    answer = page.goto(address)
    page.remove_listener("console", listen)
    if answer is None or answer.status >= 400:
        return [f"{address}: {answer.status if answer else 'no answer'}"]
    page.evaluate(axe)
    found: list[str] = page.evaluate(RUN, STANDARDS)
    if page.evaluate(TOO_WIDE):
        found.append("must be scrolled sideways")
    return [f"{address}: {fault}" for fault in [*found, *heard]]
