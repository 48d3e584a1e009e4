"""A refugee on a telephone, in Arabic: finds a municipality, applies with an unsigned contract, and follows it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.seed import REFUGEE_CODE
from tests.browser.visitor import a_window, faults, log_in, log_in_at

PHONE = 390
LANGUAGES = ("nb", "nn", "en", "ar", "fa", "ti", "so", "sw", "fr", "uk")
OPEN = ("/self-settlement/", "/s/0301", "/self-settlement/report", "/own/log-in")
OWN = (
    "/own/",
    "/own/letters/",
    "/own/registered",
    "/own/programme",
    "/own/sharing",
    "/own/who-has-looked",
    "/own/helpers/",
)


def fits(page: Page) -> None:
    """Right to left, and nothing wider than the window. Between two pages there is none to ask: the next is awaited."""
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.wait_for_function(
        "() => document.readyState === 'complete' && document.documentElement.scrollWidth <= innerWidth"
    )


def come_in(page: Page) -> None:
    """The square on the paper leads here, with the code after «#»."""
    page.goto(f"/own/log-in?language=ar#{REFUGEE_CODE}")
    expect(page.locator("input[name=code]")).to_have_value(REFUGEE_CODE)
    page.locator("input[name=born_on]").fill("1990-05-17")
    page.get_by_role("button", name="تسجيل الدخول", exact=True).click()
    expect(page.locator(".path-now")).to_contain_text("أنت هنا")
    fits(page)


def apply(page: Page, contract: Path) -> None:
    """Find Oslo, which says yes, and apply with a photograph of the contract."""
    page.get_by_role("link", name="جد سكنًا بنفسك").click()
    page.locator("select[name=allowed]").select_option("yes")
    page.get_by_role("button", name="ابحث").click()
    fits(page)
    page.locator(".hits a", has_text="Oslo").click()
    fits(page)
    page.get_by_role("link", name="قدّم طلبًا للسكن هنا").click()
    page.get_by_role("button", name="ابدأ").click()
    fits(page)
    page.get_by_role("link", name=re.compile("اكتب عن السكن")).click()
    page.get_by_role("button", name="احفظ").click()
    expect(page.locator("ds-error-summary")).to_be_visible()
    filled = {"address": "Fjordgata 7", "rooms": "2", "landlord": "Utleie AS", "rent_nok": "9000", "fee_nok": "5000"}
    for name, value in filled.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=from_on]").fill("2017-12-20")
    fits(page)
    page.get_by_role("button", name="احفظ").click()
    expect(page.locator(".ds-alert")).to_contain_text("غير قانوني")
    page.get_by_role("link", name=re.compile("أضف العقد")).click()
    page.locator("[name=contract]").set_input_files(contract)
    page.get_by_role("button", name="أضف العقد").click()
    page.get_by_role("link", name=re.compile("أرسل الطلب")).click()
    page.get_by_role("button", name="أرسل").click()
    expect(page.locator(".path-now")).to_contain_text("البلدية تقرأ الطلب")
    fits(page)


def test_from_a_search_to_a_decision(browser: Browser, site: str, tmp_path: Path) -> None:
    contract = tmp_path / "contract.png"
    contract.write_bytes(b"\x89PNG\r\n\x1a\n made up")
    with a_window(browser, site, language="en", width=PHONE) as phone, a_window(browser, site, language="en") as desk:
        page, work = phone.new_page(), desk.new_page()
        come_in(page)
        apply(page, contract)
        log_in_at(work, "Oslo", "settlement officer")
        work.get_by_role("link", name="Applications for self-settlement to answer").click()
        work.locator("tbody a").first.click()
        expect(work.get_by_role("main")).to_contain_text("Fjordgata 7")
        work.get_by_role("link", name="Approve").click()
        work.get_by_role("button", name="Approve").click()
        expect(work.get_by_role("status")).to_contain_text("You have approved the application")
        page.reload()
        expect(page.locator(".path-now")).to_contain_text("وافقت البلدية")
        log_in(work, "first case worker")
        work.get_by_role("link", name="Applications for self-settlement to clear").click()
        work.locator("tbody a").first.click()
        work.get_by_role("link", name="Clear, and make the decision").click()
        work.get_by_role("button", name="Clear, and make the decision").click()
        expect(work.get_by_role("main")).to_contain_text("Approved by both")
        page.reload()
        expect(page.locator(".path-now")).to_contain_text("يمكنك توقيع العقد")
        page.goto("/own/")
        expect(page.get_by_role("main")).to_contain_text("Oslo")
        page.get_by_role("link", name=re.compile("رسائلي")).click()
        letter = page.locator(".doors a").first.get_attribute("href") or ""
        assert phone.request.get(letter).body().startswith(b"%PDF-")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wrong_in_any_language(browser: Browser, site: str, axe: str, language: str, scheme: str) -> None:
    with a_window(browser, site, width=320, scheme=scheme) as window:
        window.add_cookies([{"name": "own_language", "value": language, "url": site}])
        page = window.new_page()
        found = [fault for address in OPEN for fault in faults(page, address, axe)]
        page.goto(f"/own/log-in#{REFUGEE_CODE}")
        page.locator("input[name=born_on]").fill("1990-05-17")
        page.locator("main form button").click()
        found += [fault for address in OWN for fault in faults(page, address, axe)]
    assert not found, "\n".join(found)
