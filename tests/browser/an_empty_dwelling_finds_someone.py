"""An idle dwelling raises its alert and finds its candidates; the municipality says why, and gives another back."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SITE, environment, run
from tests.browser.visitor import a_window, log_in

STRIKE = (
    "from datetime import date;"
    "from rotfeste.casework.settlement.jobs import strike_vacancy_clock;"
    "strike_vacancy_clock(today=date(2017, 12, 1))"
)
TOLD = "A dwelling has stood empty for 30 days. The municipality must say why."


def register(page: Page, label: str, since: str) -> None:
    """A municipality puts in a dwelling."""
    page.goto("/settlement/dwellings/")
    page.get_by_role("link", name="Register a dwelling").click()
    page.get_by_label("Address").fill(label)
    page.get_by_label("Persons it has room for").fill("4")
    page.get_by_label("Bedrooms").fill("3")
    page.get_by_label("Minutes to the course").fill("20")
    page.get_by_label("Cost each month while vacant").fill("12000")
    page.get_by_label("Available from").fill(since)
    page.get_by_role("button", name="Register", exact=True).click()


def test_an_idle_dwelling_raises_its_alert_and_finds_its_candidates(browser: Browser, site: str) -> None:
    with a_window(browser, site, language="en") as window:
        page = window.new_page()
        log_in(page, "settlement officer")
        register(page, "Storgata 40, flat 2", "2017-10-28")
        expect(page.locator(".messages")).to_contain_text("The dwelling is registered.")
        register(page, "storgata 40 flat 2", "2017-11-28")
        expect(page.get_by_role("main")).to_contain_text("is registered already for some of these days")
        expect(page.get_by_label("Bedrooms")).to_have_value("3")
        run(["manage.py", "shell", "-c", STRIKE], environment(SITE))
        page.goto("/notifications")
        page.get_by_role("link", name=TOLD).first.click()
        main = page.get_by_role("main")
        expect(main).to_contain_text("This dwelling has stood empty for 30 days, and nobody has said why.")
        expect(main).to_contain_text("would fit")
        expect(main).not_to_contain_text("Testesen")
        page.get_by_role("link", name="Say why it stands empty").click()
        page.get_by_label("It is being repaired or adapted").check()
        page.get_by_role("button", name="Save the reason").click()
        expect(main).not_to_contain_text("nobody has said why")
        expect(page.locator(".timeline")).to_contain_text("It is being repaired or adapted")
        address = page.url
        log_in(page, "first case worker")
        page.goto(address)
        candidate = page.locator(".suggestion").first
        expect(candidate).to_contain_text("Testesen")
        candidate.get_by_role("link").click()
        page.get_by_role("link", name="Ask a municipality").click()
        expect(page.locator(".suggestion").first).to_contain_text("that would suit them")


def test_one_click_gives_a_dwelling_back_without_script(browser: Browser, site: str) -> None:
    with a_window(browser, site, language="en", script=False) as window:
        page = window.new_page()
        log_in(page, "settlement officer")
        register(page, "Lillegata 3", "2017-11-20")
        page.get_by_role("button", name="Give it back today").click()
        expect(page.locator(".messages")).to_contain_text("The dwelling is given back.")
        expect(page.get_by_role("main")).to_contain_text("Released")


def test_a_table_of_dwellings_is_looked_over_before_it_is_saved(browser: Browser, site: str) -> None:
    with a_window(browser, site, language="en", script=False) as window:
        page = window.new_page()
        log_in(page, "settlement officer")
        page.goto("/settlement/dwellings/import")
        heads = "Address\tPersons it has room for\tBedrooms\tCost each month while vacant, kroner\tAvailable from"
        table = page.get_by_label("Table from a spreadsheet")
        table.fill(f"{heads}\nTorget 1\t4\ttre\t9000\t01.12.2017\nTorget 2\t2\t1\t8000\t2017-12-01")
        page.get_by_role("button", name="Look it over").click()
        main = page.get_by_role("main")
        expect(main).to_contain_text("1 line has something to mend")
        expect(page.get_by_role("row", name="Torget 1")).to_contain_text("Bedrooms:")
        table.fill(f"{heads}\nTorget 1\t4\t3\t9000\t01.12.2017\nTorget 2\t2\t1\t8000\t2017-12-01")
        page.get_by_role("button", name="Look it over").click()
        expect(main).to_contain_text("2 dwellings are understood")
        page.get_by_role("button", name="Register them").click()
        expect(page.locator(".messages")).to_contain_text("2 dwellings are registered.")
