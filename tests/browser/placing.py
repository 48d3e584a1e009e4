"""A case worker places everyone who waits in the made-up Norway, step by step, as docs/placement.md tells it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.tour import CASE_WORKER, Tour
from tests.browser.visitor import log_in_at

ACCEPTED = 3


@dataclass
class Placing:
    """Someone who places: the tour's window, and what does the work that was queued."""

    tour: Tour
    work: Callable[[], None]
    round: str = ""

    @property
    def page(self) -> Page:
        """The page in the window."""
        return self.tour.page

    def begin(self) -> None:
        """All weights zero is refused and kept; then a round is begun, and computed."""
        self.tour.become(CASE_WORKER)
        self.tour.choose("Settlement", "Placement")
        self.tour.follow("Begin a round")
        weights = self.page.locator("input[name^=weight_]")
        before = [weights.nth(number).input_value() for number in range(weights.count())]
        for number in range(weights.count()):
            weights.nth(number).fill("0")
        self.tour.press("Begin the round")
        expect(self.page.get_by_role("alert")).to_contain_text("Every part that has data weighs 0")
        expect(weights.first).to_have_value("0")
        for number, value in enumerate(before):
            weights.nth(number).fill(value)
        self.tour.picture(self.page, "placement-1-weights")
        self.tour.press("Begin the round")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Being computed")
        self.round = self.page.url
        self.work()
        self.page.reload()
        expect(self.page.get_by_role("main")).to_contain_text(re.compile("at most .* % from the best possible, proven"))

    def read_the_reasons(self) -> None:
        """Why there, the nearest alternatives, and why not another municipality."""
        self.page.locator(".queue-row:has(input) a").first.click()
        expect(self.page.get_by_role("heading", name="Why there")).to_be_visible()
        self.tour.picture(self.page, "placement-2-workbench")
        self.page.locator("#why-place").select_option(label="Tromsø")
        self.tour.press("Why not there?")
        expect(self.page.locator(".ds-alert[role=status]")).to_contain_text("Tromsø:")

    def pin(self) -> None:
        """A household is pinned; leaving the proposal needs a reason."""
        self.tour.press("Pin")
        self.tour.told("Pinned for the rounds that follow.")
        self.page.locator("summary", has_text="Leave for the next round").click()
        self.tour.press("Leave the household")
        expect(self.page.get_by_role("main")).to_contain_text("There is 1 thing to mend")

    def accept_three(self) -> tuple[str, str]:
        """Three are accepted; returns the last one's name and the municipality that is asked."""
        self.page.goto(self.round)
        ticks = self.page.locator(".queue-row input[type=checkbox]")
        last = self.page.locator(".queue-row:has(input)").nth(ACCEPTED - 1)
        name, text = last.locator("a").inner_text(), last.inner_text()
        for number in range(ACCEPTED):
            ticks.nth(number).check()
        self.tour.press("Accept those ticked")
        self.tour.told(f"{ACCEPTED} requests are sent.")
        found = re.search(r"→ ([^·\n]+)", text)
        assert found
        return name, found[1].strip()

    def decline(self, place: str) -> None:
        """The municipality says no."""
        self.tour.window.clear_cookies(name="sessionid")
        log_in_at(self.page, place, "Settlement officer")
        self.tour.follow("Requests to answer")
        self.page.locator("table.list-table tbody a").first.click()
        self.tour.follow("Say no")
        self.page.get_by_label("We have no suitable dwelling").check()
        self.tour.press("Say no")
        self.work()

    def see_the_next(self, name: str, place: str) -> None:
        """Another municipality is proposed at once, or it says that there is none; a person decides."""
        self.tour.become(CASE_WORKER)
        self.tour.follow("A municipality said no: decide on the next that is proposed")
        row = self.page.locator(".queue-row", has_text=name)
        expect(row).to_contain_text("New proposal after a no")
        expect(row).not_to_contain_text(f"→ {place}")
        row.get_by_role("link").click()
        expect(self.page.get_by_role("main")).to_contain_text(f"Has said no: {place}")
        self.tour.picture(self.page, "placement-3-after-a-no")

    def see_the_whole(self) -> None:
        """The map, the municipalities, what it gives, and group by group."""
        for tab, number in (("Map", 4), ("Municipalities and counties", 5), ("Before and after", 6), ("Fairness", 7)):
            self.tour.follow(tab)
            self.tour.picture(self.page, f"placement-{number}-{tab.split()[0].lower()}")
        self.tour.follow("Compute again and compare")
        self.tour.press("Compute again")
        expect(self.page.locator(".ds-alert[role=status]")).to_be_visible(timeout=60_000)

    def whole(self) -> None:
        """Every step."""
        self.begin()
        self.read_the_reasons()
        self.pin()
        name, place = self.accept_three()
        self.decline(place)
        self.see_the_next(name, place)
        self.see_the_whole()
