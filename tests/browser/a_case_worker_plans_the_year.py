"""A case worker plans 2018: two scenarios, one approved and sent; a municipality answers with a document."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import NORWAY, environment, run
from tests.browser.planning import Planning
from tests.browser.tour import Tour
from tests.browser.visitor import a_window

ONLY_PLANNING = ["manage.py", "procrastinate", "worker", "--queues", "planning", "--one-shot"]


@pytest.mark.xdist_group("browser")
def test_a_year_is_planned_from_the_need_to_the_councils_decision(browser: Browser, norway: str) -> None:
    with a_window(browser, norway, language="en") as window:
        tour = Tour(window, window.new_page())
        Planning(tour, work=lambda: run(ONLY_PLANNING, environment(NORWAY))).whole()
