"""Someone uses only the keyboard, or a browser without script, or paper: everything can still be done."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.visitor import a_window, log_in

LIGHT_ENOUGH = 200_000


def test_the_first_thing_the_keyboard_reaches_leads_to_the_content(browser: Browser, site: str) -> None:
    with a_window(browser, site) as window:
        page = window.new_page()
        page.goto("/log-in")
        page.keyboard.press("Tab")
        expect(page.locator(".ds-skip-link")).to_be_focused()
        expect(page.locator(".ds-skip-link")).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


def test_the_menu_of_oneself_opens_and_closes_by_the_keyboard(browser: Browser, site: str) -> None:
    with a_window(browser, site) as window:
        page = window.new_page()
        log_in(page, "first case worker")
        page.locator("details.who summary").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".who-panel")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".who-panel")).to_be_hidden()
        expect(page.locator("details.who summary")).to_be_focused()


def test_the_main_menu_folds_out_one_shelf_at_a_time_by_the_keyboard(browser: Browser, site: str) -> None:
    with a_window(browser, site, language="en") as window:
        page = window.new_page()
        log_in(page, "first case worker")
        figures, cases = (
            page.locator(".menu summary").filter(has_text=re.compile(f"^{name}$")) for name in ("Figures", "Settlement")
        )
        figures.press("Enter")
        expect(page.get_by_role("link", name="Steering parameters")).to_be_visible()
        cases.press("Enter")
        expect(page.get_by_role("link", name="Households that wait")).to_be_visible()
        expect(page.get_by_role("link", name="Steering parameters")).to_be_hidden()
        page.keyboard.press("Escape")
        expect(page.get_by_role("link", name="Households that wait")).to_be_hidden()
        expect(cases).to_be_focused()


def test_everything_of_the_frame_works_without_script(browser: Browser, site: str) -> None:
    with a_window(browser, site, script=False) as window:
        page = window.new_page()
        log_in(page, "first case worker")
        page.locator("details.who summary").click()
        page.get_by_role("button", name="Nynorsk").click()
        expect(page.get_by_role("heading", name="Ventar på deg")).to_be_visible()
        page.locator("details.who summary").click()
        page.get_by_role("button", name="Mørk").click()
        expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")
        page.locator("details.who summary").click()
        page.get_by_role("button", name="Second place of work").click()
        expect(page.locator(".who-name + .who-role")).to_contain_text("Second place of work")
        page.locator("details.who summary").click()
        page.get_by_role("button", name="Logg ut").click()
        expect(page.get_by_text("Du er logga ut.")).to_be_visible()


def test_a_list_is_narrowed_sorted_turned_and_saved_without_script(browser: Browser, site: str) -> None:
    with a_window(browser, site, language="en", script=False) as window:
        page = window.new_page()
        log_in(page, "settlement officer")
        page.goto("/components")
        page.locator(".filters select").select_option("Large")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(page.locator(".list-top")).to_contain_text("40 rows")
        page.get_by_role("link", name="Number").click()
        expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Number")
        page.get_by_role("link", name="Next").click()
        expect(page.locator(".ds-pagination [aria-current]")).to_have_text("2")
        page.get_by_text("Save this view").click()
        page.get_by_label("Name of the view").fill("The large ones")
        page.get_by_role("button", name="Save", exact=True).click()
        page.goto("/components")
        page.get_by_role("link", name="The large ones").click()
        expect(page.locator(".list-top")).to_contain_text("40 rows")


def test_with_script_a_filter_takes_effect_and_leaves_one_where_one_was(browser: Browser, site: str) -> None:
    with a_window(browser, site, language="en") as window:
        page = window.new_page()
        page.goto("/components")
        page.locator(".filters select").select_option("Large")
        expect(page.locator(".list-top")).to_contain_text("40 rows")
        assert "size=l" in page.url
        expect(page.locator(".filters select")).to_be_visible()


def test_on_paper_there_is_only_the_content(browser: Browser, site: str) -> None:
    with a_window(browser, site, scheme="dark") as window:
        page = window.new_page()
        log_in(page, "first case worker")
        page.emulate_media(media="print")
        for hidden in (".top-search", ".menu", ".who", ".bottom"):
            expect(page.locator(hidden)).to_be_hidden()
        assert page.locator("h1").evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"


def test_the_first_view_is_light(browser: Browser, site: str) -> None:
    for person, address in ((None, "/log-in"), ("first case worker", "/")):
        with a_window(browser, site) as window:
            page = window.new_page()
            if person:
                log_in(page, person)
            network = window.new_cdp_session(page)
            network.send("Network.enable")
            network.send("Network.setCacheDisabled", {"cacheDisabled": True})
            weights: list[float] = []
            network.on("Network.loadingFinished", lambda event, seen=weights: seen.append(event["encodedDataLength"]))
            page.goto(address, wait_until="networkidle")
            assert 20_000 < sum(weights) <= LIGHT_ENOUGH, f"{address}: {sum(weights)} bytes"
