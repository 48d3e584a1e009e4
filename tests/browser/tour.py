"""The five-minute tour of the README, step by step, as a person takes it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.visitor import choose

FAMILY, OTHER_FAMILY, BORN = "Hodan Elmi", "Behrouz Rahimi", "24.08.1980"
"""The other family's name is borne by two, so it is searched for by birth date."""
PLACE = "Strand"
STAFF, CASE_WORKER, OFFICER = "Solveig Haugen", "Henrik Dahl", "Kari Bakken"
NUMBER = re.compile(r"\d[\d\s\u00a0\u202f]*")
Camera = Callable[[Page, str], None]


def no_picture(page: Page, name: str) -> None:
    """A tour without pictures."""


@dataclass
class Tour:
    """Someone on the tour: a window, the page in it, and perhaps a camera."""

    window: BrowserContext
    page: Page
    family: str = FAMILY
    picture: Camera = no_picture

    @property
    def listed(self) -> str:
        """The family as lists name it: family name first."""
        given, family = self.family.split()
        return f"{family}, {given}"

    def become(self, name: str) -> None:
        """Log in as one of the made-up people, who stand in the README with their addresses."""
        self.window.clear_cookies(name="sessionid")
        self.page.goto(f"/log-in?q={name}")
        self.page.get_by_role("button", name=name).first.click()
        expect(self.page.get_by_role("heading", name=f"Hello, {name}")).to_be_visible()

    def follow(self, name: str | re.Pattern[str]) -> None:
        """Follow a link."""
        self.page.get_by_role("link", name=name).first.click()

    def choose(self, shelf: str, place: str) -> None:
        """Go to a place in the menu that is folded together with others."""
        choose(self.page, shelf, place)

    def press(self, name: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def told(self, text: str | re.Pattern[str]) -> None:
        """The page says that it is done."""
        expect(self.page.get_by_role("status").or_(self.page.locator(".messages"))).to_contain_text(text)

    def settled_and_in_time(self) -> tuple[int, int]:
        """Steering parameter 1 as it is now: how many of how many."""
        self.page.goto("/reporting/")
        said = self.page.locator("section", has_text="SP1").locator(".progress-number").first.inner_text()
        reached, of = (int(re.sub(r"\D", "", part)) for part in NUMBER.findall(said)[:2])
        return reached, of

    def december_wait_of_families(self) -> str:
        """How many months families who moved in this month had waited; «–» before anyone has."""
        self.page.goto("/settlement/overview/")
        self.follow("Months and waiting times")
        figure = self.page.locator("figure", has_text="Waiting time per month")
        figure.locator("summary").click()
        self.picture(self.page, "7-waiting-times")
        december = figure.locator("tr", has_text="December")
        return december.locator("td").nth(1).inner_text() if december.count() else "–"

    def hold_the_interview(self) -> None:
        """As reception staff: one question is left; ask it, and send the interview in."""
        self.become(STAFF)
        self.picture(self.page, "1-reception-centre")
        self.follow(re.compile("^Interviews"))
        self.follow(self.listed)
        self.follow("Fill in for the household")
        self.page.locator("#id_network_place_value").select_option(label=f"{PLACE} (1130)")
        self.picture(self.page, "2-interview")
        self.press("Save")
        self.told("The answers are saved.")
        self.follow("Send the interview in")
        self.press("Send in")
        self.told("The interview is sent in.")

    def ask_a_municipality(self) -> None:
        """As case worker: find the family, and ask the municipality that the list puts first."""
        self.become(CASE_WORKER)
        self.page.get_by_role("searchbox").fill(self.family if self.family == FAMILY else BORN)
        self.press("Search")
        self.follow(self.family)
        self.follow("Ask a municipality")
        first = self.page.locator(".suggestion").first
        expect(first.get_by_role("heading")).to_contain_text(f"1. {PLACE}")
        expect(first).to_contain_text("Near relatives live there")
        self.picture(self.page, "3-ranked-list")
        self.follow(f"Ask {PLACE}")
        self.press("Send the request")
        self.told(f"{PLACE} is asked.")

    def say_yes(self) -> None:
        """As municipality: read who is asked for, and say yes."""
        self.become(OFFICER)
        self.follow("Requests to answer")
        self.follow("Family with children")
        self.picture(self.page, "4-request")
        self.follow("Say yes")
        self.page.get_by_label("The places are ready from").fill("2017-12-01")
        self.press("Say yes")
        expect(self.page.get_by_role("main")).to_contain_text("Accepted")

    def make_the_decision(self) -> None:
        """As case worker again: the municipality has said yes; decide, and two letters leave."""
        self.become(CASE_WORKER)
        self.follow("Accepted: make the decision")
        self.follow(self.listed)
        self.follow("Make the decision")
        self.page.get_by_label("Reasons for the decision").fill("Strand has room, and near relatives live there.")
        self.press("Make the decision and send the letters")
        self.told("The decision is made")

    def read_the_letter(self) -> bytes:
        """As municipality: open the letter."""
        self.become(OFFICER)
        self.follow("Decisions without an agreed day to move")
        self.follow(self.listed)
        letter = self.page.locator("section", has_text="Letters").get_by_role("link").last
        answer = self.window.request.get(letter.get_attribute("href") or "")
        assert answer.headers["content-type"] == "application/pdf"
        return answer.body()

    def move_in(self) -> None:
        """As municipality: agree on a day, and register them as moved in."""
        self.follow("Agree on a day to move")
        self.page.get_by_label("Agreed day to move").fill("2017-12-01")
        self.page.get_by_role("main").get_by_role("button").first.click()
        self.follow("Register as moved in")
        self.page.get_by_role("main").get_by_role("button").first.click()
        expect(self.page.get_by_role("main")).to_contain_text("Settled")
        self.picture(self.page, "5-moved-in")

    def see_what_changed(self) -> tuple[int, int]:
        """As case worker: the steering parameter is another than before."""
        self.become(CASE_WORKER)
        after = self.settled_and_in_time()
        self.picture(self.page, "6-steering-parameters")
        return after

    def settle_the_family(self) -> None:
        """Every step from the interview to the day they move in."""
        self.hold_the_interview()
        self.ask_a_municipality()
        self.say_yes()
        self.make_the_decision()
        assert self.read_the_letter().startswith(b"%PDF-")
        self.move_in()
