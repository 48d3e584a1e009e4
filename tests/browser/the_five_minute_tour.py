"""The README's tour is taken, and everything happens as it says; a second family is settled without script."""

from playwright.sync_api import Browser

from tests.browser.tour import CASE_WORKER, OTHER_FAMILY, Tour
from tests.browser.visitor import a_window


def test_a_family_is_settled_and_the_figures_change(browser: Browser, norway: str) -> None:
    with a_window(browser, norway, language="en") as window:
        tour = Tour(window, window.new_page())
        tour.become(CASE_WORKER)
        in_time, settled = tour.settled_and_in_time()
        assert tour.december_wait_of_families() == "–"
        tour.settle_the_family()
        assert tour.see_what_changed() == (in_time + 2, settled + 2)
        assert tour.december_wait_of_families() == "0.2"


def test_every_step_can_be_taken_without_script(browser: Browser, norway: str) -> None:
    with a_window(browser, norway, language="en", script=False) as window:
        tour = Tour(window, window.new_page(), OTHER_FAMILY)
        tour.become(CASE_WORKER)
        in_time, settled = tour.settled_and_in_time()
        tour.settle_the_family()
        assert tour.see_what_changed() == (in_time + 2, settled + 2)
