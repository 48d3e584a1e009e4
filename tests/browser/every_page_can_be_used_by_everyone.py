"""Every page, in three languages, wide and narrow, light and dark: axe finds nothing, and nothing is cut off.

Someone in each role begins at the front page and follows every link to a kind of page not seen before.
"""

from itertools import product

import pytest
from django.urls import resolve
from playwright.sync_api import Browser, Page

from tests.browser.visitor import a_window, faults, links, log_in

BEFORE_LOG_IN = ("/log-in", "/log-in?q=nobody", "/accessibility", "/components")
ROLES = (
    "first case worker",
    "first settlement officer",
    "reception staff",
    "administrator",
    "auditor",
    "adviser",
    "first programme adviser",
    "finance",
)
OWN = (
    "/planning/mine",
    "/settlement/places/",
    "/qualification/benefits/?month=2017-10",
    "/qualification/practice/",
    "/qualification/courses/",
    "/quality/",
)
"""What is each role's own, though another role has seen such a page."""
ALSO = (*OWN, "/search?q=Amal", "/notifications", "/audit/mine/")
EACH = (
    "qualification:participant",
    "qualification:plan",
    "qualification:training",
    "qualification:complaint",
    "qualification:handover",
    "qualification:nav",
    "qualification:recognition",
    "qualification:practice_place",
    "qualification:course",
    "extracts:extract",
)
"""Pages that differ from one to the next, and from role to role, in what can be done: everyone visits each."""
BESIDE = {"qualification:training": "/extension"}
"""Pages that no link leads to on the site's day: the law that extends training is from 2022."""
PLANNING = {
    *("planning", "need", "new_estimate", "criteria", "table", "new_round", "round", "share", "compare", "again"),
    *("answers", "ask", "calendar", "municipality", "council", "budget", "districts"),
}
QUALIFICATION = {
    *("board", "participant", "calculation", "calculator", "benefits", "benefit_month", "circumstances", "offer"),
    *("complaints", "complaint", "complain", "review_complaint", "answer_complaint", "carry_out_complaint"),
    *("training", "offer_training", "refuse_training", "exam", "exempt", "extra_hours", "hours", "track", "school"),
    *("end_training", "end_school", "groups", "group", "new_group", "change_group", "join_group", "leave_group"),
    *("extend_training", "class_hours", "reception", "confirm_host_offer", "host_month", "end_host_offer"),
    *("plan", "write_plan", "answer_plan", "decide_plan", "review_plan", "inspection"),
    *("handovers", "handover", "move", "send_package", "call_off_move", "moved_exam", "give_receipt"),
    *("nav_packages", "nav", "prepare_nav", "nav_consent", "send_to_nav", "confirm_nav", "follow_up_nav", "drop_nav"),
    *("recognitions", "recognition", "prepare_recognition", "send_recognition", "ask_for_more", "send_more"),
    *("decide_recognition", "withdraw_recognition", "follow_up_recognition", "list_paper", "translated", "figures"),
    *("practice", "practice_place", "new_practice_place", "change_practice_place", "find_practice"),
    *(f"{step}_practice" for step in ("confirm", "decline", "withdraw", "begin", "end")),
    *("courses", "course", "new_course", "change_course", "add_sessions", "call_off_course", "attendance_month"),
    *("remove_session", "leave_seat", "find_course", "unregistered"),
    *("fast_track", "goals"),
    *("refuse", "measure", "end_measure", "leave", "absence", "interrupt", "extend", "end", "benefit", "reason"),
}
MUST_BE_SEEN = {
    *(f"planning:{page}" for page in PLANNING),
    *(f"settlement:{page}" for page in ("weeks", "profile", "nation", "dwelling", "vacancies", "homes")),
    *(f"qualification:{page}" for page in QUALIFICATION),
    *(f"settlement:{page}" for page in ("backtests", "start_backtest", "backtest", "backtest_again")),
    *(f"quality:{page}" for page in ("quality", "to_mend", "municipality")),
    *(
        f"extracts:{page}"
        for page in ("figures", "years", "frozen", "freeze", "extracts", "extract", "order", "decide")
    ),
    "extracts:close",
    "qualification:reservation",
    "settlement:case",
    "settlement:interview",
    "settlement:queue",
    "settlement:overview",
    "outbox",
    "users",
    *(
        f"settlement:{page}"
        for page in ("placing", "proposal", "placement_fairness", "placement_documentation", "placement_prediction")
    ),
}
CHOICES = [*product(("nb", "nn", "en"), (320, 1280), ("light", "dark"))]


def kind_of(address: str) -> str:
    """Which page an address leads to, whatever number is in it."""
    return resolve(address.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]).view_name


def visit_all(page: Page, axe: str, seen: set[str]) -> list[str]:
    """Follow links from the front page, and from what is one's own, until no new kind of page is found."""
    found, waiting, own = [], ["/", *ALSO], {"/", *OWN}
    here: set[str] = set()
    beside: set[str] = set()

    def known(address: str) -> bool:
        kind = kind_of(address)
        return address in here if kind in EACH else kind in seen

    while waiting:
        address = waiting.pop(0)
        if known(address) and address not in own:
            continue
        own.discard(address)
        here.add(address)
        wrong = faults(page, address, axe)
        if wrong == [f"{address}: 404"] and (address in ALSO or address in beside):
            continue
        kind = kind_of(address)
        seen.add(kind)
        found += wrong
        waiting += [link for link in links(page) if not known(link)]
        if kind in BESIDE:
            beside.add(address.split("?")[0].split("#")[0] + BESIDE[kind])
            waiting += sorted(beside)
    return found


@pytest.mark.parametrize(("language", "width", "scheme"), CHOICES)
def test_nothing_is_wrong(browser: Browser, site: str, axe: str, language: str, width: int, scheme: str) -> None:
    found: list[str] = []
    seen: set[str] = set()
    with a_window(browser, site, language=language, width=width, scheme=scheme) as window:
        page = window.new_page()
        for address in BEFORE_LOG_IN:
            found += faults(page, address, axe)
        for role in ROLES:
            log_in(page, role)
            found += visit_all(page, axe, seen)
    assert not found, "\n".join(found)
    assert seen >= MUST_BE_SEEN, f"not reached by any link: {MUST_BE_SEEN - seen}"


def test_the_menus_are_right_when_they_are_open(browser: Browser, site: str, axe: str) -> None:
    with a_window(browser, site, width=320) as window:
        page = window.new_page()
        log_in(page, "first case worker")
        for menu in (".menu summary", "details.who summary"):
            page.locator(menu).first.click()
            page.evaluate(axe)
            assert page.evaluate("async () => (await axe.run(document)).violations.map(v => v.id)") == []
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("address", ["/", "/components", "/notifications", "/settlement/queue/"])
def test_a_language_from_right_to_left_fits_too(browser: Browser, site: str, address: str) -> None:
    with a_window(browser, site, width=320) as window:
        page = window.new_page()
        log_in(page, "first case worker")
        page.goto(address)
        page.evaluate("() => { document.documentElement.dir = 'rtl' }")
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
