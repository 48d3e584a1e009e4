"""A session ends while someone writes, or a colleague answers first: what was typed is kept, and nothing is undone."""

import re

from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import the_database
from tests.browser.visitor import a_window, log_in_at

OFFICER = "settlement officer"


def stand_idle(window: BrowserContext) -> None:
    """Half an hour goes by, as the server sees it."""
    key = next(row["value"] for row in window.cookies() if row["name"] == "sessionid")
    with the_database() as database:
        found = database.execute("SELECT session_data FROM django_session WHERE session_key = %s", [key]).fetchone()
        assert found
        content = SessionStore().decode(found[0])
        content["seen_at"] -= 3600
        stored = SessionStore().encode(content)
        database.execute("UPDATE django_session SET session_data = %s WHERE session_key = %s", [stored, key])


def open_the_request(page: Page, number: int = 0) -> None:
    """The settlement officer of Oslo opens one of the requests."""
    log_in_at(page, "Oslo", OFFICER)
    page.goto("/settlement/requests/?sort=size")
    page.locator("tbody th a").nth(number).click()
    expect(page.get_by_role("link", name="Say yes")).to_be_visible()


def test_what_was_typed_is_there_after_log_in(browser: Browser, site: str) -> None:
    with a_window(browser, site, language="en") as window:
        page = window.new_page()
        open_the_request(page)
        page.get_by_role("link", name="Say no").click()
        page.get_by_label("Other (explain below)").check()
        page.get_by_label("Explanation").fill("We must first ask the health services.")
        stand_idle(window)
        page.get_by_role("main").get_by_role("button").first.click()
        expect(page.get_by_role("heading", name="Log in")).to_be_visible()
        page.get_by_label("Name of a person or an organisation").fill("Oslo")
        page.get_by_role("button", name="Find").click()
        page.get_by_role("button", name=OFFICER).first.click()
        expect(page.get_by_label("Explanation")).to_have_value("We must first ask the health services.")
        expect(page.get_by_label("Other (explain below)")).to_be_checked()
        assert page.url.endswith("/decline")


def test_the_second_officer_sees_what_the_first_did_and_loses_nothing(browser: Browser, site: str) -> None:
    with a_window(browser, site, language="en") as one, a_window(browser, site, language="en") as other:
        first, second = one.new_page(), other.new_page()
        for page in (first, second):
            open_the_request(page, 1)
        second.get_by_role("link", name="Say no").click()
        second.get_by_label("We have no suitable dwelling").check()
        second.get_by_label("Explanation").fill("The flat on the first floor is let.")
        first.get_by_role("link", name="Say yes").click()
        first.get_by_label("The places are ready from").fill("2017-12-04")
        first.get_by_role("main").get_by_role("button").first.click()
        expect(first.locator(".page-head")).to_contain_text("Accepted")
        second.get_by_role("main").get_by_role("button").first.click()
        expect(second.get_by_role("main")).to_contain_text(re.compile(r"The settlement officer \(Oslo\)|Accepted"))
        expect(second.get_by_label("Explanation")).to_have_value("The flat on the first floor is let.")
        expect(second.get_by_label("We have no suitable dwelling")).to_be_checked()
        first.reload()
        expect(first.locator(".page-head")).to_contain_text("Accepted")
