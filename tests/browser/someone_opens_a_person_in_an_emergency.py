"""Break-glass: someone opens a person they have no task with, says why, and another looks at it afterwards."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.visitor import a_window, choose, log_in, log_in_at

WHY = "The emergency ward called: she lies here, and asks who her contact is."


def test_an_opening_is_explained_and_reviewed(browser: Browser, site: str) -> None:
    with a_window(browser, site, language="en", script=False) as window:
        page = window.new_page()
        log_in(page, "first case worker")
        page.goto("/settlement/queue/?status=ready")
        page.locator("tbody th a").first.click()
        duf = re.search(r"DUF (\d{12})", page.get_by_role("main").inner_text())
        assert duf
        log_in_at(page, "Bergen", "settlement officer")
        page.goto(f"/search?q={duf[1]}")
        expect(page.get_by_text("Nothing found")).to_be_visible()
        page.get_by_role("link", name="Open a person in an emergency").click()
        page.get_by_label("DUF number").fill(duf[1])
        page.get_by_label("Why you must see this person").fill("Because.")
        page.get_by_role("button", name="Open the person").click()
        expect(page.get_by_role("main")).to_contain_text("Write at least 20 characters.")
        page.get_by_label("Why you must see this person").fill(WHY)
        page.get_by_role("button", name="Open the person").click()
        expect(page.get_by_role("main")).to_contain_text("Opened for 24 hours.")
        expect(page.get_by_role("main")).to_contain_text(duf[1])
        log_in(page, "auditor")
        choose(page, "Administration", "Emergency openings")
        expect(page.locator("tbody")).to_contain_text(WHY)
        expect(page.locator("tbody")).to_contain_text("To be reviewed")
        page.get_by_role("button", name=re.compile("I have reviewed")).click()
        expect(page.locator("tbody .ds-tag")).to_have_text("Reviewed")
