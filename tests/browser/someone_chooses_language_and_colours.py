"""Everyone chooses their own language and colours, and finds them again the next time."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.visitor import a_window, log_in

HEADINGS = {"Bokmål": ("nb", "Venter på deg"), "Nynorsk": ("nn", "Ventar på deg"), "English": ("en", "Waiting for you")}
LIGHTNESS = "() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"


def choose(page: Page, name: str) -> None:
    """Press a choice in the menu of oneself."""
    page.locator("details.who summary").click()
    page.get_by_role("button", name=name, exact=True).click()


def test_the_page_speaks_the_language_that_is_chosen(browser: Browser, site: str) -> None:
    with a_window(browser, site) as window:
        page = window.new_page()
        log_in(page, "first case worker")
        for name in ("Nynorsk", "English", "Bokmål"):
            code, heading = HEADINGS[name]
            choose(page, name)
            expect(page.get_by_role("heading", name=heading)).to_be_visible()
            expect(page.locator("html")).to_have_attribute("lang", code)


def test_the_choice_is_kept_until_the_next_time(browser: Browser, site: str) -> None:
    with a_window(browser, site) as window:
        page = window.new_page()
        log_in(page, "auditor")
        choose(page, "English")
        page.locator("details.who summary").click()
        page.get_by_role("button", name="Dark", exact=True).click()
        page.locator("details.who summary").click()
        page.get_by_role("button", name="Log out").click()
        expect(page.locator("html")).to_have_attribute("lang", "en")
        log_in(page, "auditor")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")
        choose(page, "Bokmål")


def test_dark_is_dark_and_the_device_decides_where_nothing_is_chosen(browser: Browser, site: str) -> None:
    for scheme, device, dark in (("dark", "light", True), ("light", "dark", False), ("auto", "dark", True)):
        with a_window(browser, site, scheme=scheme) as window:
            page = window.new_page()
            page.emulate_media(color_scheme=device)  # type: ignore[arg-type]
            page.goto("/log-in")
            assert (max(page.evaluate(LIGHTNESS)) < 100) == dark, (scheme, device)
