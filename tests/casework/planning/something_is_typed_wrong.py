"""Wrong input gets a clear answer: what, where and how to mend it; what was typed stays, and nothing is saved."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rotfeste.casework.planning import actions, queries
from rotfeste.casework.planning.models import PlacesRequest, Round
from rotfeste.casework.planning.rules.need import Band
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.models import Organisation, User
from rotfeste.registers.capacity.models import CouncilDecision, DecisionDocument, DistrictShare
from tests.builders import House, a_browser, someone

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year + 1
SOON = timezone.localdate() + timedelta(days=60)


def browser(actor: Any) -> Client:
    client = a_browser(actor)
    client.cookies["language"] = "en"
    return client


def asked(house: House, ordinary: int = 20, minors: int = 2) -> None:
    with walls.asking(house.case_worker) as actor:
        actions.ask_for_places(
            house.oslo.id,
            year=YEAR,
            ordinary=ordinary,
            minors=minors,
            answer_by=SOON,
            today=timezone.localdate(),
            actor=actor,
        )


def page(name: str, *arguments: Any, **query: Any) -> str:
    return reverse(f"planning:{name}", args=arguments) + (f"?year={YEAR}" if not query else "")


def council(**changes: Any) -> dict[str, Any]:
    said = {"year": YEAR, "ordinary": 20, "minors": 2, "decided_on": date(2017, 1, 2), "case_number": "KS 12/18"}
    return {**said, **changes}


def decisions(house: House) -> list[CouncilDecision]:
    with walls.asking(house.officer) as actor:
        return list(CouncilDecision.objects.visible_to(actor).filter(year=YEAR))


def test_a_decision_above_the_request_is_told_of_and_kept_until_it_is_said_to_be_meant() -> None:
    house = House()
    asked(house)
    client, address = browser(house.officer), page("council", house.oslo.id)
    answer = client.post(address, council(ordinary=200))
    said = answer.content.decode()
    assert "you are asked for 20 and 2" in said and 'value="KS 12/18"' in said and 'value="200"' in said
    assert decisions(house) == []
    assert client.post(address, council(ordinary=200, more_than_asked="on")).status_code == 302
    assert [row.ordinary for row in decisions(house)] == [200]


@pytest.mark.parametrize(
    ("content", "text"), [(b"GIF89a", "not a PDF"), (b"%PDF-" + b"0" * 10_000_001, "larger than 10 MB")]
)
def test_a_document_that_cannot_be_taken_is_told_of(content: bytes, text: str) -> None:
    house = House()
    asked(house)
    file = io.BytesIO(content)
    file.name = "vedtak.pdf"
    answer = browser(house.officer).post(page("council", house.oslo.id), council(document=file))
    assert text in answer.content.decode() and "Choose the file once more" in answer.content.decode()
    assert decisions(house) == []


def test_the_document_is_given_to_the_municipality_and_the_directorate_and_to_nobody_else() -> None:
    house = House()
    asked(house)
    file = io.BytesIO(b"%PDF-1.7 decided")
    file.name = "../../etc/vedtak.pdf"
    browser(house.officer).post(page("council", house.oslo.id), council(document=file))
    with walls.asking(house.officer) as actor:
        row = DecisionDocument.objects.visible_to(actor).get()
    assert row.name == "vedtak.pdf"
    address = reverse("planning:document", args=[row.id])
    for who, status in ((house.officer, 200), (house.case_worker, 200), (house.officer_b, 404), (house.staff, 404)):
        answer = browser(who).get(address)
        assert answer.status_code == status
        if status == 200:
            assert answer.content == b"%PDF-1.7 decided" and answer["Content-Type"] == "application/pdf"
            assert answer["Content-Disposition"].startswith("attachment")


def test_city_districts_with_more_than_the_municipality_are_told_of() -> None:
    house = House()
    asked(house)
    client = browser(house.officer)
    client.post(page("council", house.oslo.id), council())
    answer = client.post(page("districts", house.oslo.id), {f"ordinary_{house.district.id}": "21"})
    assert "the council has decided 20 and 2" in answer.content.decode() and 'value="21"' in answer.content.decode()
    with walls.asking(house.officer) as actor:
        assert not DistrictShare.objects.visible_to(actor).exists()
    assert client.post(page("districts", house.oslo.id), {f"ordinary_{house.district.id}": "20"}).status_code == 302


def test_a_band_the_wrong_way_round_and_a_missing_reason_are_told_of() -> None:
    house = House()
    client = browser(house.case_worker)
    answer = client.post(page("new_estimate"), {"permits_low": "9", "permits_expected": "5", "permits_high": "7"})
    said = answer.content.decode()
    assert "must lie between the lowest and the highest" in said and 'value="9"' in said
    assert "What has changed, and why" in said
    with walls.asking(house.case_worker) as actor:
        assert queries.versions(YEAR, actor=actor) == []


TERMS = {
    "name": "A round",
    "ordinary": "100",
    "minors": "0",
    "count": "2",
    "floor": "10",
    "weight_population": "1",
    "always": "0301 4601",
}


def rounds(house: House) -> list[Round]:
    with walls.asking(house.case_worker) as actor:
        return queries.rounds(YEAR, actor=actor)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"weight_population": "0"}, "all of them are zero"),
        ({"weight_population": ""}, "all of them are zero"),
        ({"floor": "60"}, "The floors alone are 120 places, but there are only 100"),
        ({"always": "0301 9999"}, "No municipality has the number 9999"),
        ({"always": "0301 4601 3201"}, "You name 3 municipalities, but only 2"),
        ({"weight_employment": "5"}, "No table gives values for: Employment"),
        ({"ordinary": "a lot"}, "Enter a whole number"),
        ({"count": "0"}, "greater than or equal to 1"),
    ],
)
def test_terms_that_cannot_be_met_are_told_of_in_their_place(changes: dict[str, str], text: str) -> None:
    house = House()
    answer = browser(house.case_worker).post(page("new_round"), {**TERMS, **changes})
    assert answer.status_code == 200
    assert text in answer.content.decode() and 'value="A round"' in answer.content.decode()
    assert rounds(house) == []


def test_a_round_whose_numbers_do_not_add_up_is_not_approved() -> None:
    house = House()
    client = browser(house.case_worker)
    client.post(page("new_round"), TERMS)
    (row,) = rounds(house)
    share = reverse("planning:share", args=[row.id, "0301"])
    client.post(share, {"ordinary": "1", "minors": "0", "reason": "Because."})
    answer = client.post(reverse("planning:approve", args=[row.id]), follow=True)
    assert "The numbers do not add up" in answer.content.decode()
    assert rounds(house)[0].status == "draft"
    assert "Left to give: +" in answer.content.decode()
    without = client.post(share, {"ordinary": "1", "minors": "0", "reason": ""})
    assert without.status_code == 200 and "required" in without.content.decode()


def test_a_time_limit_in_the_past_and_a_second_request_without_a_reason_are_told_of() -> None:
    house = House()
    client = browser(house.case_worker)
    said = {"organisation": house.oslo.id, "year": YEAR, "ordinary": "5", "minors": "0", "reason": ""}
    answer = client.post(page("ask"), {**said, "answer_by": "2017-01-01"})
    assert "must be after today" in answer.content.decode()
    asked(house)
    answer = client.post(page("ask"), {**said, "answer_by": SOON})
    assert "need a reason why more are asked for" in answer.content.decode()
    answer = client.post(page("ask"), {**said, "answer_by": SOON, "ordinary": "0"})
    assert "Ask for at least one place" in answer.content.decode()
    with walls.asking(house.case_worker) as actor:
        assert PlacesRequest.objects.visible_to(actor).count() == 1


def test_a_budget_day_of_another_year_is_told_of_and_finance_may_set_it() -> None:
    house = House()
    client = browser(someone("finance", house.oslo))
    address = page("budget", house.oslo.id)
    answer = client.post(address, {"on": date(YEAR, 1, 5)})
    assert f"is treated in {YEAR - 1}" in answer.content.decode()
    assert client.post(address, {"on": date(YEAR - 1, 11, 20)}).status_code == 302
    shown = client.get(page("municipality", house.oslo.id)).content.decode()
    assert f"20 November {YEAR - 1}" in shown and "assumed" not in shown


def test_the_municipality_sees_its_adviser_its_figure_and_why_it_changed() -> None:
    house = House()
    Organisation.objects.filter(id=house.oslo.id).update(named_adviser_id=house.adviser.user_id)
    name = User.objects.get(id=house.adviser.user_id).name
    with walls.asking(house.case_worker) as actor:
        terms = {"today": timezone.localdate(), "actor": actor}
        actions.estimate(YEAR, {"permits": Band(50, 100, 150)}, reason="The first.", **terms)
    client = browser(house.case_worker)
    client.post(page("new_round"), TERMS)
    (row,) = rounds(house)
    client.post(reverse("planning:indicate", args=[row.id]))
    with walls.asking(house.case_worker) as actor:
        actions.estimate(YEAR, {"permits": Band(50, 80, 150)}, reason="Fewer have come.", **{**terms, "actor": actor})
    client.post(reverse("planning:indicate", args=[row.id]))
    shown = browser(house.officer).get(page("municipality", house.oslo.id)).content.decode()
    assert name in shown and "Fewer have come." in shown and "Indicative figure" in shown


def test_a_city_district_sees_its_own_part() -> None:
    house = House()
    asked(house)
    client = browser(house.officer)
    client.post(page("council", house.oslo.id), council())
    client.post(page("districts", house.oslo.id), {f"ordinary_{house.district.id}": "7"})
    officer = browser(someone("settlement_officer", house.district))
    shown = officer.get(reverse("planning:mine"), follow=True).content.decode()
    assert "The city district" in shown and ">7 " in shown
    assert officer.get(page("municipality", house.oslo.id)).status_code == 404


def test_what_the_directorate_prepares_is_not_found_by_others() -> None:
    house = House()
    client = browser(house.case_worker)
    client.post(page("new_round"), TERMS)
    (row,) = rounds(house)
    for who in (house.officer, house.auditor, house.adviser):
        other = browser(who)
        for address in (reverse("planning:round", args=[row.id]), page("new_round"), page("compare"), page("criteria")):
            assert other.get(address).status_code == 404
        assert other.post(reverse("planning:approve", args=[row.id])).status_code == 404


def test_a_round_page_asks_no_more_for_many_municipalities_than_for_few(django_assert_max_num_queries: Any) -> None:
    house = House()
    client = browser(house.case_worker)
    for count in ("2", "100"):
        client.post(page("new_round"), {**TERMS, "name": count, "count": count, "floor": "0"})
    few, many = rounds(house)
    with django_assert_max_num_queries(30):
        assert client.get(reverse("planning:round", args=[few.id])).status_code == 200
        assert client.get(reverse("planning:compare") + f"?year={YEAR}").status_code == 200
    with django_assert_max_num_queries(15):
        assert client.get(reverse("planning:round", args=[many.id])).status_code == 200
