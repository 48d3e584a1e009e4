"""A weekly plan is edited by the keyboard and by pasting, with and without script; what is wrong is marked and kept."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.visitor import a_window, log_in

PASTE = """([selector, text]) => {
    const data = new DataTransfer();
    data.setData('text', text);
    const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
    document.querySelector(selector).dispatchEvent(event);
}"""
COPIED = """(selector) => {
    const data = new DataTransfer();
    const event = new ClipboardEvent('copy', {clipboardData: data, bubbles: true, cancelable: true});
    document.querySelector(selector).dispatchEvent(event);
    return data.getData('text');
}"""
YEAR = 2017
WITH_TEXT = "Week\tOrdinary\tMinors\n20\t6\t1\n21\tseks\t\nSum\t6\t1\n"


def open_plan(page: Page) -> None:
    """As an officer, from the places to the plan."""
    log_in(page, "settlement officer")
    page.goto(f"/settlement/places/?year={YEAR}")
    page.get_by_role("link", name="Plan the weeks").click()
    expect(page.get_by_role("heading", name="Plan the weeks")).to_be_visible()


def paste(page: Page, cell: str, text: str) -> None:
    page.locator(cell).focus()
    page.evaluate(PASTE, [cell, text])


def sum_of(page: Page, place: int) -> str:
    return page.locator("[data-sum-column]").nth(place).inner_text()


def test_the_keyboard_moves_types_and_undoes(browser: Browser, site: str) -> None:
    with a_window(browser, site, language="en") as window:
        page = window.new_page()
        open_plan(page)
        page.locator("#ordinary_1").focus()
        page.keyboard.type("3")
        page.keyboard.press("Enter")
        expect(page.locator("#ordinary_2")).to_be_focused()
        page.keyboard.type("4")
        page.keyboard.press("Tab")
        expect(page.locator("#minors_2")).to_be_focused()
        page.keyboard.type("2")
        page.keyboard.press("ArrowUp")
        expect(page.locator("#minors_1")).to_be_focused()
        page.keyboard.press("ArrowLeft")
        expect(page.locator("#ordinary_1")).to_be_focused()
        assert (sum_of(page, 0), sum_of(page, 1)) == ("7", "2")
        page.keyboard.type("9")
        expect(page.locator("#ordinary_1")).to_have_value("9")
        page.keyboard.press("Escape")
        expect(page.locator("#ordinary_1")).to_have_value("3")
        assert sum_of(page, 0) == "7"


def test_a_range_is_copied_and_pasted_and_what_is_wrong_is_marked(browser: Browser, site: str) -> None:
    with a_window(browser, site, language="en") as window:
        page = window.new_page()
        open_plan(page)
        paste(page, "#ordinary_10", "5\t1\nfem\t\n2\t1\n")
        expect(page.locator("#ordinary_10")).to_have_value("5")
        expect(page.locator("#minors_12")).to_have_value("1")
        expect(page.locator("#ordinary_11")).to_have_value("fem")
        expect(page.locator("#ordinary_11")).to_have_attribute("aria-invalid", "true")
        expect(page.locator("[data-grid-status]")).to_contain_text("1 × Not a whole number")
        assert (sum_of(page, 0), sum_of(page, 1)) == ("7", "2")
        page.keyboard.press("Escape")
        expect(page.locator("#ordinary_10")).to_have_value("")
        paste(page, "#ordinary_10", "5\t1\n3\t\n2\t1")
        page.locator("#ordinary_10").focus()
        for key in ("ArrowRight", "ArrowDown", "ArrowDown"):
            page.keyboard.press(f"Shift+{key}")
        assert page.evaluate(COPIED, "#minors_12") == "5\t1\n3\t\n2\t1"
        page.get_by_role("button", name="Save the plan").click()
        expect(page.locator(".messages")).to_contain_text("The plan is saved.")


def test_text_in_a_number_cell_is_refused_with_a_reason_and_all_is_kept(browser: Browser, site: str) -> None:
    with a_window(browser, site, language="en", script=False) as window:
        page = window.new_page()
        open_plan(page)
        page.get_by_text("Paste a whole table").click()
        table = page.get_by_label("Table from a spreadsheet")
        table.fill(WITH_TEXT)
        page.get_by_role("button", name="Fill in the table").click()
        expect(page.locator("#ordinary_20")).to_have_value("6")
        expect(page.locator("#ordinary_21")).to_have_value("seks")
        main = page.get_by_role("main")
        expect(main).to_contain_text("Line 4 begins with «Sum»")
        expect(main).to_contain_text("Ordinary places, week 21: «seks» is not a whole number")
        expect(page.get_by_label("Table from a spreadsheet")).to_have_value(WITH_TEXT)
        page.get_by_role("button", name="Save the plan").click()
        expect(page.locator("#ordinary_21")).to_have_value("seks")
        page.locator("#ordinary_21").fill("2")
        page.get_by_role("button", name="Save the plan").click()
        expect(page.locator(".messages")).to_contain_text("The plan is saved.")


def test_the_second_editor_is_shown_what_the_first_did(browser: Browser, site: str) -> None:
    with a_window(browser, site, language="en") as window:
        first, second = window.new_page(), window.new_page()
        open_plan(first)
        second.goto(first.url)
        first.locator("#ordinary_30").fill("1")
        first.get_by_role("button", name="Save the plan").click()
        expect(first.locator(".messages")).to_contain_text("The plan is saved.")
        second.locator("#ordinary_30").fill("4")
        second.get_by_role("button", name="Save the plan").click()
        expect(second.get_by_role("main")).to_contain_text("while you were writing")
        expect(second.locator("#ordinary_30")).to_have_value("4")
        expect(second.locator("#ordinary_30")).to_have_accessible_description("Saved: 1")
        second.get_by_role("button", name="Save the plan").click()
        expect(second.locator(".messages")).to_contain_text("The plan is saved.")
