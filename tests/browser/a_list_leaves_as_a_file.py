"""A list is narrowed, sorted and saved as a view; what is shown is what the file holds."""

import re
from io import BytesIO

import openpyxl
from playwright.sync_api import Browser, expect

from tests.browser.visitor import a_window, log_in

VIEW = "Families, the largest first"


def test_the_file_holds_what_the_list_shows(browser: Browser, site: str) -> None:
    with a_window(browser, site, language="en") as window:
        page = window.new_page()
        log_in(page, "first case worker")
        page.goto("/settlement/queue/")
        everyone = int(page.locator(".list-top strong").inner_text())
        page.get_by_label("Group").select_option("family_with_children")
        expect(page).to_have_url(re.compile("group=family_with_children"))
        expect(page.locator(".list-top strong")).not_to_have_text(str(everyone))
        page.locator("thead").get_by_role("link", name="Persons").click()
        page.locator("thead").get_by_role("link", name="Persons").click()
        expect(page.locator("th[aria-sort=descending]")).to_contain_text("Persons")
        names = page.locator("tbody th").all_inner_texts()
        page.get_by_text("Save this view").click()
        page.get_by_label("Name of the view").fill(VIEW)
        page.get_by_role("button", name="Save", exact=True).click()
        page.goto("/settlement/queue/")
        page.get_by_role("link", name=VIEW, exact=True).click()
        assert page.locator("tbody th").all_inner_texts() == names
        with page.expect_download() as started:
            page.get_by_role("link", name="Save as Excel").click()
        sheet = openpyxl.load_workbook(BytesIO(started.value.path().read_bytes())).active
        assert sheet is not None
        rows = list(sheet.iter_rows(values_only=True))
        assert rows[0][:2] == ("Household", "Persons")
        assert [row[0] for row in rows[1:]] == names
        sizes = [int(str(row[1])) for row in rows[1:]]
        assert sizes == sorted(sizes, reverse=True)
        page.get_by_role("button", name=f"Remove the view {VIEW}").click()
        expect(page.get_by_role("link", name=VIEW, exact=True)).to_have_count(0)
