"""A year is replayed under other policies: read from the register, computed by a job, stopped, taken up, published."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from rotfeste.casework.placement import backtest as arithmetic
from rotfeste.casework.placement import keeping
from rotfeste.casework.placement.backtest import POLICIES
from rotfeste.casework.settlement import actions, jobs
from rotfeste.casework.settlement.actions.backtest import BeingReplayed, NewerIsPublished, NobodyWasSettled, NotWhole
from rotfeste.casework.settlement.actions.placing.computing import NothingCounts
from rotfeste.casework.settlement.models import Backtest, BacktestInput
from rotfeste.casework.settlement.queries import backtest as queries
from rotfeste.casework.settlement.rules.placing import standard_terms
from rotfeste.casework.settlement.states import BacktestStatus
from rotfeste.foundation.access import walls
from rotfeste.foundation.roads import NoSuchRoad
from tests.builders import TODAY, House, a_browser, a_family, a_row

TERMS = standard_terms(TODAY)
pytestmark = pytest.mark.django_db


def a_year(house: House) -> None:
    """Three households settled in June: a single adult, a family that needs a hospital near, and one who waited."""
    house.a_case(upto="settled")
    house.a_case(a_family(), upto="settled", today=TODAY + timedelta(days=20))
    (asked_late,) = house.take_in([a_row()])
    house.interview(asked_late, wish_place="1201")
    with walls.asking(house.case_worker) as actor:
        actions.ask(asked_late, organisation_id=house.bergen.id, today=TODAY + timedelta(days=30), actor=actor)
    with walls.asking(house.officer_b) as actor:
        actions.decline(asked_late, reason="no_dwelling", text="", today=TODAY + timedelta(days=34), actor=actor)
    with walls.asking(house.case_worker) as actor:
        actions.ask(asked_late, organisation_id=house.oslo.id, today=TODAY + timedelta(days=40), actor=actor)
    settle(house, asked_late, TODAY + timedelta(days=46))
    house.a_case()


def settle(house: House, case_id: int, day: date) -> None:
    with walls.asking(house.officer) as actor:
        actions.accept(case_id, places_ready_on=day, today=day, actor=actor)
    with walls.asking(house.case_worker) as actor:
        actions.decide(case_id, reasons="Oslo har plass.", today=day, actor=actor)
    with walls.asking(house.officer) as actor:
        actions.moved_in(case_id, moved_in_on=day, today=day, actor=actor)


def begun(house: House) -> int:
    with walls.asking(house.case_worker) as actor:
        return actions.start_backtest(2017, terms=TERMS, today=TODAY, actor=actor).id


def row_of(house: House, backtest_id: int) -> Backtest:
    with walls.asking(house.case_worker) as actor:
        return queries.backtest(backtest_id, actor=actor)


def test_a_year_is_read_as_it_is_recorded() -> None:
    house = House()
    a_year(house)
    with walls.asking(house.case_worker) as actor:
        year = queries.year_as_recorded(2017, TERMS, actor=actor)
        assert queries.years_to_replay(actor=actor) == [2017]
    first = (TODAY - date(2017, 1, 1)).days
    assert [row.ready - first for row in year.arrivals] == [0, 20, 0]
    assert [row.asked - first for row in year.arrivals] == [0, 20, 40]
    assert {row.place for row in year.arrivals} == {house.oslo.id}
    assert [row.size for row in year.facts.households] == [1, 4, 1]
    assert {place.key: (place.ordinary, place.minors) for place in year.facts.places} == {
        house.oslo.id: (50, 5),
        house.bergen.id: (50, 5),
    }
    assert (year.no_percent, year.answer_days) == (25, 2)


def test_what_is_kept_is_read_again_as_it_was_and_names_nobody() -> None:
    house = House()
    a_year(house)
    with walls.asking(house.case_worker) as actor:
        year = queries.year_as_recorded(2017, TERMS, actor=actor)
    plain, needs = keeping.kept_year(year)
    assert keeping.read_year(plain, needs) == year
    assert [row.key for row in year.facts.households] == [0, 1, 2]


def test_a_job_computes_every_policy_and_the_same_input_gives_the_same_figures() -> None:
    house = House()
    a_year(house)
    number = begun(house)
    jobs.replay(number)
    row = row_of(house, number)
    assert (row.status, set(row.figures)) == (BacktestStatus.READY, set(POLICIES))
    assert (row.figures["recorded"]["wishes"], row.figures["hindsight"]["wishes"]) == (0, 1)
    assert row.figures["recorded"]["days"] == pytest.approx(40 / 3, abs=0.1)
    assert all(each["persons_left"] == 0 for each in row.figures.values())
    best = max(row.figures[key]["value"] for key in ("chance", "greedy", "ours", "hindsight"))
    assert best == row.figures["hindsight"]["value"] <= (row.bound or 0) + 1e-4
    with walls.asking(jobs.PLACER) as actor:
        year, sha = queries.basis_of_backtest(number, actor=actor)
    assert sha == row.input_sha256
    again = arithmetic.measured(year, "ours")[0]
    assert again.value == row.figures["ours"]["value"]


def test_a_replay_that_is_stopped_keeps_what_is_computed_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    house = House()
    a_year(house)
    number = begun(house)
    monkeypatch.setattr(jobs, "BETWEEN", 0.0)
    with walls.asking(house.case_worker) as actor:
        actions.interrupt_backtest(number, actor=actor)
    jobs.replay(number)
    row = row_of(house, number)
    assert (row.status, list(row.figures)) == (BacktestStatus.INTERRUPTED, ["recorded"])
    with walls.asking(house.case_worker) as actor:
        with pytest.raises(NotWhole):
            actions.publish_backtest(number, today=TODAY, actor=actor)
        with pytest.raises(NoSuchRoad):
            actions.interrupt_backtest(number, actor=actor)
        actions.go_on_with_backtest(number, actor=actor)
    jobs.replay(number)
    assert row_of(house, number).status == BacktestStatus.READY


def test_what_cannot_be_replayed_is_told_and_nothing_is_kept() -> None:
    house = House()
    with walls.asking(house.case_worker) as actor, pytest.raises(NobodyWasSettled):
        actions.start_backtest(2017, terms=TERMS, today=TODAY, actor=actor)
    a_year(house)
    with walls.asking(house.case_worker) as actor:
        with pytest.raises(NothingCounts):
            actions.start_backtest(2017, terms=replace(TERMS, weights={"network": 50}), today=TODAY, actor=actor)
        assert not queries.backtests(actor=actor).exists()


def test_only_the_directorate_sees_a_replay_before_it_is_published_and_nobody_reads_whom_it_rests_on() -> None:
    house = House()
    a_year(house)
    number = begun(house)
    address = reverse("settlement:backtest", args=[number])
    assert a_browser(house.case_worker).get(address).status_code == 200
    assert a_browser(house.officer).get(address).status_code == 404
    jobs.replay(number)
    with walls.asking(house.case_worker) as actor:
        assert not BacktestInput.objects.visible_to(actor).exists()
        actions.publish_backtest(number, today=TODAY, actor=actor)
    for reader in (house.officer, house.auditor, house.adviser):
        assert a_browser(reader).get(address).status_code == 200
    assert a_browser(house.staff).get(address).status_code == 404
    for verb in ("interrupt_backtest", "go_on_with_backtest", "publish_backtest"):
        assert a_browser(house.officer).post(reverse(f"settlement:{verb}", args=[number])).status_code == 404


def test_a_case_worker_begins_stops_takes_up_and_publishes_in_the_browser() -> None:
    house = House()
    a_year(house)
    browser = a_browser(house.case_worker)
    browser.cookies["language"] = "en"
    start = reverse("settlement:start_backtest")
    page = browser.get(start)
    sent: dict[str, Any] = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    nothing = {name: 0 if name.startswith("weight_") else value for name, value in sent.items()}
    assert b"Every part that has data weighs 0" in browser.post(start, nothing).content
    assert browser.post(start, {**sent, "year": "1999"}).status_code == 200
    address = browser.post(start, sent).headers["Location"]
    number = int(address.rstrip("/").split("/")[-1])
    browser.post(reverse("settlement:interrupt_backtest", args=[number]))
    jobs.replay(number)
    browser.post(reverse("settlement:go_on_with_backtest", args=[number]))
    jobs.replay(number)
    browser.post(reverse("settlement:publish_backtest", args=[number]))
    content = browser.get(address).content.decode()
    for words in ("Published", "With hindsight", "no forecast of work", "Oslo", row_of(house, number).input_sha256):
        assert words in content


def published(house: House, backtest_id: int) -> Backtest:
    with walls.asking(house.case_worker) as actor:
        actions.publish_backtest(backtest_id, today=TODAY, actor=actor)
    return row_of(house, backtest_id)


def test_a_year_computed_again_is_a_new_version_and_the_published_one_stands_until_it_is_published() -> None:
    house = House()
    a_year(house)
    first = begun(house)
    jobs.replay(first)
    before = published(house, first)
    with walls.asking(house.case_worker) as actor:
        assert queries.basis_now(before, actor=actor) == (queries.basis_then(before), True)
    house.a_case(a_family(), upto="settled", today=TODAY + timedelta(days=50))
    with walls.asking(house.case_worker) as actor:
        now, same = queries.basis_now(before, actor=actor)
    assert (now.households, now.persons, same) == (4, 10, False)
    second = begun(house)
    with walls.asking(house.officer) as actor:
        assert [row.id for row in queries.versions(2017, actor=actor)] == [first]
    jobs.replay(second)
    assert row_of(house, first).replaced_on is None
    after = published(house, second)
    former = row_of(house, first)
    assert (after.version, after.replaced_on, former.version, former.replaced_on) == (2, None, 1, TODAY)
    assert (former.figures, former.input_sha256) == (before.figures, before.input_sha256)
    with walls.asking(jobs.PLACER) as actor:
        assert len(queries.basis_of_backtest(first, actor=actor)[0].arrivals) == 3
    with walls.asking(house.officer) as actor:
        assert [row.id for row in queries.versions(2017, actor=actor)] == [second, first]


def test_one_version_of_a_year_is_computed_at_a_time_and_an_older_one_never_takes_the_place_of_a_newer() -> None:
    house = House()
    a_year(house)
    first = begun(house)
    with pytest.raises(BeingReplayed):
        begun(house)
    with walls.asking(house.case_worker) as actor:
        actions.interrupt_backtest(first, actor=actor)
    jobs.replay(first)
    second = begun(house)
    with walls.asking(house.case_worker) as actor, pytest.raises(BeingReplayed):
        actions.go_on_with_backtest(first, actor=actor)
    assert row_of(house, first).status == BacktestStatus.INTERRUPTED
    jobs.replay(second)
    published(house, second)
    with walls.asking(house.case_worker) as actor:
        actions.go_on_with_backtest(first, actor=actor)
    jobs.replay(first)
    with pytest.raises(NewerIsPublished):
        published(house, first)
    assert row_of(house, second).replaced_on is None


def test_a_case_worker_computes_a_year_again_with_other_weights_in_the_browser() -> None:
    house = House()
    a_year(house)
    first = begun(house)
    jobs.replay(first)
    published(house, first)
    browser = a_browser(house.case_worker)
    browser.cookies["language"] = "en"
    address = reverse("settlement:backtest", args=[first])
    again = reverse("settlement:backtest_again", args=[first])
    assert again in browser.get(address).content.decode()
    page = browser.get(again)
    assert "to the last figure" in page.content.decode()
    sent: dict[str, Any] = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    assert "year" not in sent and sent["weight_wish"] == row_of(house, first).terms["weights"]["wish"]
    wrong = browser.post(again, {**sent, "weight_wish": "101", "county_over": "77"}).content.decode()
    assert 'value="77"' in wrong
    new = browser.post(again, {**sent, "weight_wish": 99}).headers["Location"]
    assert "is being replayed already" in browser.post(again, sent).content.decode()
    number = int(new.rstrip("/").split("/")[-1])
    shown = browser.get(address).content.decode()
    assert "Version 2 is being computed: 0 of 5" in shown and "stands until it is published" in shown
    assert again not in shown
    jobs.replay(number)
    whole = browser.get(new).content.decode()
    assert "Publish in place of version 1" in whole and "Beside version 1" in whole
    assert "Weight: The municipality they wish for" in whole
    browser.post(reverse("settlement:publish_backtest", args=[number]))
    for reader in (house.case_worker, house.officer):
        reading = a_browser(reader)
        reading.cookies["language"] = "en"
        assert "stands in its place" in reading.get(address).content.decode()
    assert a_browser(house.officer).get(again).status_code == 404
