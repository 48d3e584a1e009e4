"""A letter travels: sent once, its receipts never lead it back, what nobody reads is printed."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from rotfeste.foundation.access import walls
from rotfeste.foundation.letters import actions, jobs, outside, queries
from rotfeste.foundation.letters.models import Dispatch, Letter
from rotfeste.foundation.letters.states import (
    DELIVERED,
    FAILED,
    PRINT,
    PRINTED,
    QUEUED,
    READ,
    ROADS,
    SENT,
    DispatchStatus,
    after_receipt,
)
from tests.foundation.letters.conftest import World

NOON = datetime(2017, 12, 1, 12, tzinfo=UTC)


class Post:
    """A channel of which one can decide what it answers."""

    name, takes_document = "post", True

    def __init__(self, *answers: Exception | str) -> None:
        self.answers, self.sent = list(answers), dict[str, str]()

    def send(self, shipment: outside.Shipment) -> str:
        answer = self.answers.pop(0) if self.answers else f"key-{len(self.sent)}"
        if isinstance(answer, Exception):
            raise answer
        assert shipment.document.startswith(b"%PDF")
        self.sent[shipment.reference] = answer
        return answer

    def find(self, reference: str) -> str | None:
        return self.sent.get(reference)

    def receipts(self, shipment: str) -> list[outside.Told]:
        return []


def dispatch_of(world: World, letter: Letter) -> Dispatch:
    with walls.asking(world.kari):
        found: Dispatch = letter.dispatches.get()
        return found


def told(status: DispatchStatus, minutes: int) -> outside.Told:
    return outside.Told(str(status).upper(), status, NOON + timedelta(minutes=minutes))


def test_a_letter_is_sent_once(world: World) -> None:
    row, post = dispatch_of(world, world.write()), Post()
    with walls.asking(world.kari):
        for _ in range(2):
            row = actions.dispatch(row.id, actor=world.kari, at=NOON, channel=post)
    assert (row.status, len(post.sent)) == (SENT, 1)


def test_after_a_crash_the_channel_is_asked_before_the_letter_is_sent_again(world: World) -> None:
    row, post = dispatch_of(world, world.write()), Post()
    post.sent[row.reference] = "from before the crash"
    with walls.asking(world.kari):
        for _ in range(2):
            actions.count_attempt(row.id, actor=world.kari)
        row = actions.dispatch(row.id, actor=world.kari, at=NOON, channel=post)
    assert row.shipment == "from before the crash"


def test_a_channel_that_is_down_is_tried_again_and_at_last_given_up(world: World) -> None:
    row, post = dispatch_of(world, world.write()), Post(*[outside.ChannelDown("503")] * 20)
    with walls.asking(world.kari):
        for _ in range(actions.MOST_ATTEMPTS - 1):
            actions.count_attempt(row.id, actor=world.kari)
            with pytest.raises(outside.ChannelDown):
                actions.dispatch(row.id, actor=world.kari, at=NOON, channel=post)
        actions.count_attempt(row.id, actor=world.kari)
        row = actions.dispatch(row.id, actor=world.kari, at=NOON, channel=post)
        assert (row.status, row.error) == (FAILED, "503")
        row = actions.send_again(row.id, actor=world.kari, at=NOON)
    assert row.status == QUEUED
    assert row.reference.startswith("rotfeste-2017-1+")


def test_a_refused_letter_is_failed_and_says_why(world: World) -> None:
    row = dispatch_of(world, world.write())
    other = dispatch_of(world, world.write(about_id=8))
    post = Post(outside.ShipmentRefused("400 postnummer"))
    with walls.asking(world.kari):
        row = actions.dispatch(row.id, actor=world.kari, at=NOON, channel=post)
        assert (row.status, row.error) == (FAILED, "400 postnummer")
        with pytest.raises(actions.NotOnThisRoad):
            actions.send_again(other.id, actor=world.kari, at=NOON)


def test_receipts_in_any_order_lead_to_the_same_end(world: World) -> None:
    receipts = [told(SENT, 0), told(DELIVERED, 1), told(PRINT, 2), told(PRINTED, 3)]
    for number, order in enumerate(permutations(receipts)):
        row = dispatch_of(world, world.write(about_id=100 + number))
        with walls.asking(world.kari):
            actions.dispatch(row.id, actor=world.kari, at=NOON, channel=outside.LocalOutbox())
            for receipt in (*order, *order):
                row = actions.receive(row.id, [receipt], actor=world.kari, now=NOON)
            assert (row.status, row.receipts.count()) == (PRINTED, 4)


@given(st.sampled_from(list(DispatchStatus)), st.lists(st.sampled_from(list(DispatchStatus)), max_size=8))
def test_no_receipts_ever_lead_back(status: DispatchStatus, receipts: list[DispatchStatus]) -> None:
    order = [QUEUED, SENT, DELIVERED, PRINT, FAILED, READ, PRINTED]
    for receipt in receipts:
        after = after_receipt(status, receipt)
        assert order.index(after) >= order.index(status)
        status = after


def test_every_status_lies_on_a_road() -> None:
    assert set(ROADS) == set(DispatchStatus) == {QUEUED, *(status for road in ROADS.values() for status in road)}


def test_words_that_we_do_not_know_are_kept_and_move_nothing(world: World) -> None:
    row = dispatch_of(world, world.write())
    with walls.asking(world.kari):
        row = actions.receive(row.id, [outside.Told("MANUELT_HANDTERT", None, NOON)], actor=world.kari, now=NOON)
        assert (row.status, row.receipts.get().told) == (QUEUED, "MANUELT_HANDTERT")


def test_the_sending_is_left_to_the_worker_in_the_same_transaction(world: World) -> None:
    row = dispatch_of(world, world.write(queue=True))
    job = ProcrastinateJob.objects.get(task_name="letters.dispatch")
    assert job.args == {"dispatch_id": row.id}
    jobs.dispatch_letter(**job.args)
    with walls.asking(world.kari):
        assert queries.outbox(world.kari, status=SENT).get().attempts == 1
    assert jobs.fetch_receipts() == 1


def test_in_the_demo_the_recipient_reads_or_does_not(world: World) -> None:
    one, two = (dispatch_of(world, world.write(about_id=number)) for number in (5, 6))
    with walls.asking(world.kari):
        assert actions.simulate_receipt(one.id, read=True, actor=world.kari, at=NOON).status == READ
        assert actions.simulate_receipt(two.id, read=False, actor=world.kari, at=NOON).status == PRINT
        later = NOON + timedelta(days=1)
        assert actions.simulate_receipt(two.id, read=False, actor=world.kari, at=later).status == PRINTED


def test_a_municipality_sees_the_way_of_its_own_letters_only(world: World) -> None:
    world.write()
    for who, seen in ((world.ola, 1), (world.eva, 0)):
        with walls.asking(who):
            assert queries.outbox(who).count() == seen
