"""A case worker places everyone who waits: computes, reads, asks why not, pins, accepts three, and one says no."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import NORWAY, environment, run
from tests.browser.placing import Placing
from tests.browser.tour import Tour
from tests.browser.visitor import a_window

ONLY_PLACING = ["manage.py", "procrastinate", "worker", "--queues", "placing", "--one-shot"]


@pytest.mark.xdist_group("browser")
def test_everyone_who_waits_is_placed_and_a_person_decides(browser: Browser, norway: str) -> None:
    with a_window(browser, norway, language="en") as window:
        tour = Tour(window, window.new_page())
        Placing(tour, work=lambda: run(ONLY_PLACING, environment(NORWAY))).whole()
