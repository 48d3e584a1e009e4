"""A file with faults is looked at, mended and taken in; the same file once more is refused."""

from playwright.sync_api import Browser, Page, expect

from rotfeste.registers.persons.rules import duf_check_digits
from tests.browser.visitor import a_window, log_in
from tests.builders import a_row, as_csv

CENTRE = "900000004"
"""The number of the centre in tests/browser/seed.py."""


def rows() -> list[dict[str, str]]:
    """One who is right, and two of one household of whom one has a wrong number and a birth date to come."""
    alone, head, child = (
        a_row(duf_number=f"201600000{n}" + duf_check_digits(f"201600000{n}"), centre=CENTRE, household=f"B{n // 2}")
        for n in (1, 2, 3)
    )
    head.update(group="family_with_children")
    child.update(group="family_with_children", relation="child", born_on="2019-01-01", duf_number="201600000399")
    return [alone, head, child]


def hand_in(page: Page, name: str, given: list[dict[str, str]]) -> None:
    """Hand a file in."""
    page.goto("/settlement/intake/")
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": as_csv(given)})
    page.get_by_role("button", name="Look at the file").click()


def test_faults_are_shown_mended_and_taken_in_once(browser: Browser, site: str) -> None:
    given = rows()
    with a_window(browser, site, language="en", script=False) as window:
        page = window.new_page()
        log_in(page, "first case worker")
        hand_in(page, "november.csv", given)
        expect(page.get_by_role("heading", name="november.csv")).to_be_visible()
        lines = page.locator("tbody tr")
        expect(lines.nth(0)).to_contain_text("New")
        expect(lines.nth(1)).to_contain_text("Waits for its household")
        expect(lines.nth(2)).to_contain_text("Must be mended")
        page.get_by_role("button", name="Take in the correct rows").click()
        expect(page.get_by_role("main")).to_contain_text("The delivery is taken in.")
        given[2].update(born_on="2010-01-01", duf_number="2016000003" + duf_check_digits("2016000003"))
        hand_in(page, "november-2.csv", given)
        expect(page.locator("tbody")).not_to_contain_text("Must be mended")
        expect(page.locator("tbody tr").nth(0)).to_contain_text("Known, no change")
        page.get_by_role("button", name="Take in the correct rows").click()
        expect(page.get_by_role("main")).to_contain_text("This delivery is taken in.")
        hand_in(page, "november-2.csv", given)
        expect(page.get_by_role("main")).to_contain_text("Exactly this file has been taken in before.")
