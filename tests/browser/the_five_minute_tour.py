"""The README's tour is taken, and everything happens as it says."""

from playwright.sync_api import Browser

from tests.browser.tour import CASE_WORKER, Tour
from tests.browser.visitor import a_window


def test_a_family_is_settled_and_the_figures_change(browser: Browser, norway: str) -> None:
    with a_window(browser, norway, language="en") as window:
        tour = Tour(window, window.new_page())
        tour.become(CASE_WORKER)
        in_time, settled = tour.settled_and_in_time()
        tour.hold_the_interview()
        tour.ask_a_municipality()
        tour.say_yes()
        tour.make_the_decision()
        letter = tour.read_the_letter()
        assert letter.startswith(b"%PDF-")
        tour.move_in()
        assert tour.see_what_changed() == (in_time + 2, settled + 2)
