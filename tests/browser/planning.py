"""A case worker plans a year in the made-up Norway, step by step, as docs/planning.md tells it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.tour import CASE_WORKER, OFFICER, PLACE, Tour

PDF = {"name": "vedtak.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n% The council's decision\n%%EOF\n"}
ANSWER_BY = "2018-01-31"


@dataclass
class Planning:
    """Someone who plans: the tour's window, and what sends what was queued."""

    tour: Tour
    work: Callable[[], None]

    @property
    def page(self) -> Page:
        """The page in the window."""
        return self.tour.page

    def show(self, name: str, height: int) -> None:
        """A picture of this page, as tall as what is told of it."""
        self.page.set_viewport_size({"width": 1280, "height": height})
        self.tour.picture(self.page, name)

    def hub(self) -> None:
        """The year's planning."""
        self.page.goto("/planning/")

    def see_the_need(self) -> None:
        """Three versions of the estimate, and what changed between them."""
        self.tour.become(CASE_WORKER)
        self.hub()
        expect(self.page.get_by_role("heading", name="Planning 2018")).to_be_visible()
        self.show("planning-1-the-year", 700)
        self.tour.follow("The need and its versions")
        expect(self.page.get_by_role("main")).to_contain_text(re.compile("Version 3: 4.400 expected"))
        self.show("planning-2-the-need", 1150)

    def divide(self, name: str, weights: dict[str, int]) -> None:
        """A round: 210 municipalities, and these weights."""
        self.hub()
        self.tour.follow("Divide the need")
        self.page.get_by_label("Name of the round").fill(name)
        self.page.get_by_label("How many municipalities are asked").fill("210")
        for key, weight in weights.items():
            self.page.locator(f"#id_weight_{key}").fill(str(weight))
        self.show("planning-3-terms", 1280)
        self.tour.press("Divide")
        self.tour.told("The places are divided.")
        expect(self.page.get_by_role("main")).to_contain_text("210")

    def compare(self) -> None:
        """Two scenarios side by side."""
        self.tour.follow("Compare")
        expect(self.page.locator("svg.tiles")).to_have_count(2)
        expect(self.page.get_by_role("main")).to_contain_text("lie elsewhere in the last than in the first")
        self.show("planning-4-two-scenarios", 1150)

    def explain(self, name: str) -> None:
        """Where a municipality's number comes from."""
        self.hub()
        self.tour.follow(name)
        self.show("planning-5-a-round", 1150)
        self.page.locator("table.list-table tbody a").first.click()
        expect(self.page.get_by_role("main")).to_contain_text("Floor and rounding")
        self.show("planning-6-one-number", 1000)

    def set_by_hand(self) -> None:
        """A number is set by hand: the totals do not add up until the difference is divided."""
        ordinary = self.page.get_by_label("Ordinary places")
        ordinary.fill(str(int(ordinary.input_value()) - 7))
        self.page.get_by_label("Reason").fill("The school is being rebuilt.")
        self.tour.press("Set by hand")
        expect(self.page.get_by_role("main")).to_contain_text("The numbers do not add up")
        self.tour.press("Approve the round")
        self.tour.told("The numbers do not add up")
        self.tour.press("Divide the difference over the others")
        self.tour.told("The numbers add up.")
        self.tour.follow("Compute again and compare")
        expect(self.page.get_by_role("main")).to_contain_text("All 210 municipalities' numbers are the same")
        self.page.go_back()

    def approve_and_send(self) -> None:
        """Indicative figures first, then the requests."""
        self.tour.press("Give indicative figures")
        self.tour.told("210 municipalities got an indicative figure.")
        self.tour.press("Approve the round")
        self.tour.told("The round is approved.")
        self.tour.follow("Send the requests")
        self.page.get_by_label("Answer by").fill(ANSWER_BY)
        self.tour.press("Send them all")
        self.tour.told("The requests are being sent.")
        self.work()
        self.page.reload()
        expect(self.page.get_by_role("main")).to_contain_text("210 requests were sent")

    def answer(self) -> int:
        """The municipality answers with the document; a figure above the request is refused first."""
        self.tour.become(OFFICER)
        self.tour.follow("The request for places in 2018 awaits the council's decision")
        expect(self.page.get_by_role("heading", name=f"{PLACE}: planning 2018")).to_be_visible()
        expect(self.page.get_by_role("main")).to_contain_text("Named adviser in the directorate")
        self.show("planning-7-the-municipality", 1000)
        self.tour.follow("Register the council's decision")
        ordinary = self.page.get_by_label("Ordinary places")
        asked = int(ordinary.input_value())
        ordinary.fill(str(asked + 1))
        self.page.get_by_label("The council's case number").fill("2017/88")
        self.tour.press("Register")
        expect(self.page.get_by_role("main")).to_contain_text(re.compile(f"you are asked for {asked}"))
        expect(self.page.get_by_label("The council's case number")).to_have_value("2017/88")
        ordinary.fill(str(asked))
        self.page.get_by_label("The decision as a document").set_input_files([PDF])  # type: ignore[list-item]
        self.tour.press("Register")
        self.tour.told("The council's decision is registered.")
        self.show("planning-8-answered", 1250)
        return asked

    def see_the_answer(self, asked: int) -> bytes:
        """The directorate sees it in the table, and opens the document."""
        self.tour.become(CASE_WORKER)
        self.hub()
        self.tour.follow("Request, decision and settled")
        self.page.get_by_label("Answer", exact=True).select_option(label="Answered")
        row = self.page.locator("table.list-table tbody tr", has_text=PLACE)
        expect(row).to_contain_text("100")
        self.show("planning-9-answers", 900)
        row.get_by_role("link").click()
        link = self.page.get_by_role("link", name="vedtak.pdf").get_attribute("href") or ""
        return self.tour.window.request.get(link).body()

    def whole(self) -> None:
        """Every step."""
        self.see_the_need()
        self.divide("By population", {"population": 100, "employment": 0, "results": 0, "education": 0})
        self.divide("By results", {"population": 20, "employment": 20, "results": 60, "education": 0})
        self.compare()
        self.explain("By results")
        self.set_by_hand()
        self.approve_and_send()
        asked = self.answer()
        assert self.see_the_answer(asked) == PDF["buffer"]
