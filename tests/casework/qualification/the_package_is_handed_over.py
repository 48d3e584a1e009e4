"""The package of someone who moves: frozen, sent, opened and received, in that order and by those two alone."""

import hashlib
import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from rotfeste.casework.qualification import actions, queries
from rotfeste.casework.qualification.models import Handover, Package
from rotfeste.casework.qualification.rules.handover import receipt_by
from rotfeste.casework.qualification.states import HANDOVER_ROADS, MOVED
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.roads import NoSuchRoad
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants.models import Enrolment
from tests.builders import NOW, TODAY, House, a_browser
from tests.casework.qualification.someone_moves import BEGAN, MAY, MOVES, a_participant, moved
from tests.casework.qualification.the_plan_stands_inspection import WHOLE

pytestmark = pytest.mark.django_db


def sent(house: House, person_id: int) -> Package:
    row = moved(house, person_id)
    with walls.asking(house.programme_adviser) as actor:
        return actions.send_package(row.id, now=NOW, actor=actor)


def test_a_package_is_frozen_has_its_hash_and_is_acknowledged_by_name() -> None:
    house = House()
    person_id = a_participant(house)
    package = sent(house, person_id)
    said = json.dumps(package.content, sort_keys=True, ensure_ascii=False).encode()
    assert package.sha256 == hashlib.sha256(said).hexdigest()
    parts = {part["what"]: (part["done"], part["wanted"], part["left"]) for part in package.content["duty"]["parts"]}
    assert (parts["norwegian"], parts["civics"]) == (("60", 550, 490), ("10", 50, 40))
    assert package.content["programme"]["days_spent"] == (MOVES - BEGAN).days
    assert package.content["plan"]["main_goal"] == WHOLE.main_goal
    with walls.asking(house.programme_adviser) as actor:
        with pytest.raises(actions.NothingNew):
            actions.send_package(package.handover_id, now=NOW, actor=actor)
        actions.open_package(package.id, now=NOW, actor=actor)
        package.refresh_from_db()
        assert package.opened_at is None, "only the receiver opens it"
        with pytest.raises(Package.DoesNotExist):
            actions.give_receipt(package.id, now=NOW, actor=actor)
        for change in ({"content": {}}, {"sha256": "0" * 64}, {"number": 7}):
            with pytest.raises(IntegrityError, match="what_is_sent_is_frozen"), transaction.atomic():
                Package.objects.visible_to(actor).update(**change)
    with walls.asking(house.programme_adviser_b) as actor:
        with pytest.raises(NoSuchRoad):
            actions.give_receipt(package.id, now=NOW, actor=actor)
        actions.open_package(package.id, now=NOW, actor=actor)
        done = actions.give_receipt(package.id, now=NOW, actor=actor)
        assert (done.received_by_id, done.received_at) == (actor.user_id, NOW)


def test_who_waits_for_what_stands_on_the_front_page() -> None:
    house = House()
    person_id = a_participant(house)

    def waits(who: Actor, on: date = TODAY) -> list[tuple[str, int]]:
        with walls.asking(who) as actor:
            found = queries.handover_tasks(actor, on)
        return [(task.url.rsplit("=")[-1], task.count) for task in found if task.count]

    row = moved(house, person_id)
    assert (waits(house.programme_adviser), waits(house.programme_adviser_b)) == ([("send", 1)], [])
    with walls.asking(house.programme_adviser) as actor:
        package = actions.send_package(row.id, now=NOW, actor=actor)
    assert waits(house.programme_adviser_b) == [("to_us", 1)]
    late = receipt_by(TODAY) + timedelta(days=1)
    assert (waits(house.programme_adviser), waits(house.programme_adviser, late)) == ([], [("unanswered", 1)])
    with walls.asking(house.programme_adviser_b) as actor:
        actions.open_package(package.id, now=NOW, actor=actor)
        actions.give_receipt(package.id, now=NOW, actor=actor)
    assert waits(house.programme_adviser, late) == waits(house.programme_adviser_b) == []


def test_a_third_municipality_and_roles_without_a_task_do_not_see_the_move() -> None:
    house = House()
    package = sent(house, a_participant(house))
    for who in (replace(house.programme_adviser_b, organisations=(house.district.id,)), house.staff, house.auditor):
        with walls.asking(who) as actor:
            assert not Handover.objects.visible_to(actor).exists()
            assert not Package.objects.visible_to(actor).exists()
    with walls.asking(house.programme_adviser_b) as actor, pytest.raises(Exception, match="row-level security"):
        Handover.objects.create(
            person_id=package.person_id,
            organisation_id=house.oslo.id,
            receiver_id=house.bergen.id,
            moves_on=MOVES,
            name="Someone",
            registered_at=NOW,
        )


def test_an_adviser_moves_someone_and_another_takes_over_on_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.TODAY", TODAY)
    house = House()
    person_id = a_participant(house)
    oslo, bergen = a_browser(house.programme_adviser), a_browser(house.programme_adviser_b)
    for browser in (oslo, bergen):
        browser.cookies["language"] = "en"
    here = reverse("qualification:move", args=[person_id])
    typed = {"people": [str(person_id)], "moves_on": "2017-02-01", "receiver": str(house.bergen.id), "message": "Hils."}
    wrong = oslo.post(here, typed).content.decode()
    assert "was not responsible for everyone you chose" in wrong and "Hils." in wrong
    page = oslo.post(here, typed | {"moves_on": "2017-05-31"}, follow=True)
    where = page.redirect_chain[-1][0]
    assert "What will be handed over" in page.content.decode()
    assert bergen.get(where).content.decode().count("has not sent the package yet") == 1
    assert "is sent" in oslo.post(f"{where}send", {"version": "1"}, follow=True).content.decode()
    received = bergen.get(where).content.decode()
    assert "Give a receipt" in received and "490" in received
    with walls.asking(house.programme_adviser_b) as actor:
        package = Package.objects.visible_to(actor).get()
    given = bergen.post(reverse("qualification:give_receipt", args=[package.id]), {}, follow=True).content.decode()
    assert "The receipt is given" in given and "Receipt given" in given
    for name, kind in (("package_pdf", "application/pdf"), ("package_json", "application/json")):
        file = bergen.get(reverse(f"qualification:{name}", args=[package.id]))
        assert file["Content-Type"] == kind
    assert json.loads(file.content)["sha256"] == package.sha256
    assert house.programme_adviser_b.name in oslo.get(where).content.decode()
    for page_of in (where, f"{where}send", reverse("qualification:package_json", args=[package.id])):
        assert a_browser(house.staff).get(page_of).status_code == 404


class MovesInAnyOrder(RuleBasedStateMachine):
    """Whatever is tried in whatever order and by whom, a package is sent, opened and received in that order."""

    house: House
    row: Handover

    def __init__(self) -> None:
        super().__init__()
        self.before_all = transaction.savepoint()
        self.clock = NOW

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.before_all)

    def _try(self, by: str, run: Any, key: int, **named: Any) -> None:
        with walls.asking(self.house.case_worker) as worker:
            before = Handover.objects.visible_to(worker).get(id=self.row.id)
        self.clock += timedelta(minutes=1)
        with walls.asking(getattr(self.house, by)) as actor:
            try:
                with transaction.atomic():
                    run(key, now=self.clock, actor=actor, **named)
            except (NoSuchRoad, actions.NothingNew, actions.CannotMove, Package.DoesNotExist, Handover.DoesNotExist):
                return
        with walls.asking(self.house.case_worker) as worker:
            after = Handover.objects.visible_to(worker).get(id=self.row.id)
        assert after.status == before.status or after.status in HANDOVER_ROADS[before.status]

    def _newest(self) -> int:
        with walls.asking(self.house.case_worker) as worker:
            row = Package.objects.visible_to(worker).order_by("number").last()
        return row.id if row else 0

    @rule(by=st.sampled_from(["programme_adviser", "programme_adviser_b"]))
    def send(self, by: str) -> None:
        self._try(by, actions.send_package, self.row.id)

    @rule(by=st.sampled_from(["programme_adviser", "programme_adviser_b"]))
    def open(self, by: str) -> None:
        self._try(by, actions.open_package, self._newest())

    @rule(by=st.sampled_from(["programme_adviser", "programme_adviser_b"]))
    def receive(self, by: str) -> None:
        self._try(by, actions.give_receipt, self._newest())

    @rule(hours=st.integers(0, 60))
    def register_more(self, hours: int) -> None:
        with walls.asking(self.house.programme_adviser) as actor:
            training = Enrolment.objects.visible_to(actor).get(activity="norwegian")
            rows = [register.Hours(training.id, "norwegian", MAY, Decimal(hours))]
            register.register_hours(rows, now=self.clock, actor=actor)

    @invariant()
    def the_status_is_that_of_the_newest_package(self) -> None:
        with walls.asking(self.house.case_worker) as worker:
            row = Handover.objects.visible_to(worker).get(id=self.row.id)
            newest = Package.objects.visible_to(worker).order_by("number").last()
        assert row.status in MOVED
        wanted = "to_send"
        if newest is not None:
            wanted = "received" if newest.received_at else "opened" if newest.opened_at else "sent"
            assert newest.received_at is None or newest.received_by_id == self.house.programme_adviser_b.user_id
        assert row.status == wanted


def test_a_package_keeps_to_its_roads_in_any_order() -> None:
    MovesInAnyOrder.house = House()
    MovesInAnyOrder.row = moved(MovesInAnyOrder.house, a_participant(MovesInAnyOrder.house))
    quick = settings(max_examples=10, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(MovesInAnyOrder, settings=quick)  # type: ignore[no-untyped-call]
