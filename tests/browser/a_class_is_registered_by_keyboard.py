"""A class's month is filled in by the keyboard and by pasting, and saved at once."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.a_plan_is_edited_like_a_spreadsheet import PASTE
from tests.browser.visitor import a_window, log_in


def open_month(page: Page) -> list[str]:
    """As an adviser, from the classes to a month; returns the names of the cells, row by row."""
    log_in(page, "The first programme adviser")
    page.goto("/qualification/groups/")
    page.get_by_role("link", name="Norsk A").click()
    page.get_by_role("link", name="October 2017").click()
    expect(page.locator("table.grid")).to_be_visible()
    return [str(cell.get_attribute("id")) for cell in page.locator(".grid-cell").all()]


def test_the_keyboard_fills_in_a_month_and_what_is_wrong_is_marked(browser: Browser, site: str) -> None:
    with a_window(browser, site, language="en") as window:
        page = window.new_page()
        cells = open_month(page)
        first, second = cells[0], cells[1]
        page.locator(f"[id='{first}']").focus()
        page.keyboard.type("7,5")
        page.keyboard.press("Tab")
        expect(page.locator(f"[id='{second}']")).to_be_focused()
        page.keyboard.press("ArrowLeft")
        expect(page.locator(f"[id='{first}']")).to_be_focused()
        page.evaluate(PASTE, [f"[id='{first}']", "12,5\t4\t\t2\tmange\n"])
        expect(page.locator(f"[id='{second}']")).to_have_value("4")
        expect(page.locator("[data-sum-row]").first).to_have_text("18.5")
        expect(page.locator(f"[id='{cells[4]}']")).to_have_attribute("aria-invalid", "true")
        page.locator(f"[id='{cells[4]}']").fill("1")
        page.get_by_role("button", name="Save the hours").click()
        expect(page.get_by_text("The hours of October 2017 are saved.")).to_be_visible()


def test_a_month_is_filled_in_without_script(browser: Browser, site: str) -> None:
    with a_window(browser, site, language="en", script=False) as window:
        page = window.new_page()
        cells = open_month(page)
        page.locator(f"[id='{cells[0]}']").fill("900")
        page.get_by_role("button", name="Save the hours").click()
        expect(page.get_by_text("more hours than the month holds").first).to_be_visible()
        expect(page.locator(f"[id='{cells[0]}']")).to_have_value("900")
        page.locator(f"[id='{cells[0]}']").fill("9")
        page.get_by_role("button", name="Save the hours").click()
        expect(page.get_by_text("The hours of October 2017 are saved.")).to_be_visible()
