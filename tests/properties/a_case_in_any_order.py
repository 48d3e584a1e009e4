"""Whatever is done with cases, in whatever order and by whomever: what must never be, never is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from rotfeste.casework.settlement import actions, queries
from rotfeste.casework.settlement.models import Case
from rotfeste.casework.settlement.pages.words import REFUSED, refusal
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor, NotAllowed
from tests.builders import TODAY, House, a_duf_number, a_family, a_row, complete_answers, someone
from tests.properties.model import ENDED, Modelled, places
from tests.properties.settings import tried

pytestmark = pytest.mark.django_db
RIGHT = {"submit": "staff", "answer": "staff", "accept": "asked", "decline": "asked", "take_back": "asked"}
RIGHT |= {"agree_move": "receiver", "moved_in": "receiver", "approve": "second"}
ACTORS = ("case_worker", "second", "staff", "officer", "officer_b", "officer_d", "adviser", "auditor")
WHO = st.one_of(st.just("right"), st.just("right"), st.sampled_from(ACTORS))
"""Half of what is tried is tried by someone who has the task, the rest by anyone."""
VERSIONS = st.sampled_from([None, None, 0, -1])
OFFSETS = st.integers(-4, 2).map(lambda days: timedelta(days=days))
TABLES = (
    *(f"settlement_{name}" for name in ("case", "member", "step", "interview", "answer", "request", "decision")),
    *(f"persons_{name}" for name in ("person", "permit", "stay", "involvement", "responsibility")),
    *("settlement_message", "letters_letter", "letters_dispatch", "audit_event"),
)
ROWS = " UNION ALL ".join(
    f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t.id), '')) FROM {t} t" for t in TABLES
)
SEEN = """
    SELECT ARRAY(SELECT id FROM settlement_case ORDER BY id),
           ARRAY(SELECT DISTINCT case_id FROM settlement_step ORDER BY case_id),
           ARRAY(SELECT id FROM persons_person ORDER BY id)
"""
Call = Callable[[Actor, int | None], object]


def asked(actor: Actor, sql: str) -> list[tuple[Any, ...]]:
    """The answer of the database itself, when this actor asks."""
    with walls.asking(actor), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def act(verb: str, case: Modelled, given: dict[str, Any]) -> Call:
    """The action of this name on this case."""
    return lambda actor, version: getattr(actions, verb)(case.id, actor=actor, version=version, **given)


def a_single_adult() -> list[dict[str, str]]:
    return [a_row()]


def a_minor() -> list[dict[str, str]]:
    return [a_row(group="unaccompanied_minor", born_on="2003-02-01")]


def a_duf() -> dict[str, str]:
    return {"duf_number": a_duf_number()}


class Cases(RuleBasedStateMachine):
    """Some households, a directorate, a centre, two municipalities and a city district."""

    house: ClassVar[House]
    reader: ClassVar[Actor]
    cases = Bundle("cases")

    def __init__(self) -> None:
        super().__init__()
        self.today, self.known, self.before_all = TODAY, list[Modelled](), transaction.savepoint()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.before_all)

    # --- The means

    def who(self, name: str, verb: str, case: Modelled) -> Actor:
        """An actor by name, or the one whose task it is."""
        if name == "right":
            name = RIGHT.get(verb, "case_worker")
        if name in ("asked", "receiver"):
            held = case.asked if name == "asked" else case.receiver
            officers = (self.house.officer_b, self.house.officer_d, self.house.officer)
            return next((one for one in officers if one.organisation_id == held), self.house.officer)
        found: Actor = getattr(self.house, name)
        return found

    def rows(self) -> list[Any]:
        """Every row that could change, as one digest per table."""
        return asked(self.reader, ROWS)

    def attempt(self, case: Modelled, actor: Actor, allowed: bool, call: Call, version: int | None = None) -> bool:
        """Do it; it must succeed exactly where the model says so, and leave an event, or leave nothing at all."""
        now, events = self.version_and_events(case)
        given = None if version is None else now + version
        allowed = allowed and given in (None, now)
        before = self.rows()
        try:
            with walls.asking(actor):
                call(actor, given)
        except (*REFUSED, NotAllowed, ObjectDoesNotExist) as error:
            assert not allowed, f"{actor.name} ({actor.role}) was refused: {error!r}"
            assert self.rows() == before
            if isinstance(error, REFUSED):
                with walls.asking(actor):
                    assert refusal(error)
            return False
        assert allowed, f"{actor.name} ({actor.role}) was let through at {case.status}"
        assert self.version_and_events(case)[1] > events
        return True

    def version_and_events(self, case: Modelled) -> tuple[int, int]:
        """The case's version, and how many changes of it the trail tells of."""
        sql = f"SELECT count(*) FROM audit_event WHERE verb = 'change' AND subject_id = {case.id}"
        ((version, events),) = asked(self.reader, f"SELECT version, ({sql}) FROM settlement_case WHERE id = {case.id}")
        return version, events

    # --- What someone does

    def hand_in(self, rows: list[dict[str, str]]) -> list[int]:
        """A file comes; the ids of the new cases."""
        return self.house.take_in([dict(row) for row in rows], today=self.today)

    def members(self, case_id: int) -> list[int]:
        """The people of a case."""
        sql = f"SELECT person_id FROM settlement_member WHERE case_id = {case_id} ORDER BY person_id"
        return [row[0] for row in asked(self.reader, sql)]

    @precondition(lambda self: len(self.known) < 4)
    @rule(target=cases, rows=st.sampled_from([a_family, a_single_adult, a_minor]))
    def a_permit_comes(self, rows: Callable[[], list[dict[str, str]]]) -> Modelled:
        told = rows()
        (case_id,) = self.hand_in(told)
        self.known.append(Modelled(case_id, told, self.members(case_id), self.house.centre.id, self.today))
        return self.known[-1]

    @rule(case=cases)
    def a_child_follows(self, case: Modelled) -> None:
        """A newcomer joins the household's open case, wherever it stands."""
        if case.status in ENDED or not 4 <= len(case.rows) < 6:
            return
        case.rows.append({**case.rows[2], **a_duf(), "given_name": "Sami", "born_on": "2015-01-01"})
        assert self.hand_in(case.rows) == []
        case.people = self.members(case.id)
        assert len(case.people) == len(case.rows)

    @rule(days=st.integers(1, 30))
    def days_pass(self, days: int) -> None:
        self.today = min(self.today + timedelta(days=days), date(2017, 12, 31))

    @rule(case=cases, steps=st.integers(1, 5))
    def the_usual_steps_are_taken(self, case: Modelled, steps: int) -> None:
        """What most often comes next, done by those whose task it is."""
        for _ in range(steps):
            self.the_usual_step(case)

    def the_usual_step(self, case: Modelled) -> None:
        if case.interview in ("due", "draft", "returned") and case.status not in ENDED:
            self.answer(case, "right", False)
            self.submit(case, "right", timedelta(0), None)
        elif case.status == "check":
            self.approve(case, "right", None)
        elif case.status == "ready":
            self.ask(case, "right", "oslo", None)
        elif case.status == "requested":
            self.accept(case, "right", False, None)
        elif case.status == "accepted":
            self.decide(case, "right", None)
        elif case.status == "decided":
            self.moved_in(case, "right", timedelta(0), False, None)

    @rule(case=cases, who=WHO, flagged=st.booleans())
    def answer(self, case: Modelled, who: str, flagged: bool) -> None:
        def call(actor: Actor, version: int | None) -> None:
            worry = "yes" if flagged else "no"
            given = complete_answers(case.id, self.today, self.house.staff, social_control=worry)
            actions.save_answers(case.id, given, asked_on=self.today, actor=actor)

        actor = self.who(who, "answer", case)
        if self.attempt(case, actor, case.may_write(actor), call):
            case.interview, case.answered, case.flagged = "draft", True, flagged

    @rule(case=cases, who=WHO, offset=OFFSETS, version=VERSIONS)
    def submit(self, case: Modelled, who: str, offset: timedelta, version: int | None) -> None:
        actor, day = self.who(who, "submit", case), self.today + offset
        given = {"held_on": day, "interpreter_used": True, "today": self.today}
        if self.attempt(case, actor, case.may_send_in(actor, day, self.today), act("submit", case, given), version):
            case.sent_in(actor)

    @rule(case=cases, who=WHO, version=VERSIONS)
    def send_back(self, case: Modelled, who: str, version: int | None) -> None:
        actor = self.who(who, "send_back", case)
        given = {"reason": "Mangler skole", "deadline_on": self.today + timedelta(days=7), "today": self.today}
        if self.attempt(case, actor, case.may_send_back(actor), act("send_back", case, given), version):
            case.sent_back()

    @rule(case=cases, who=WHO, version=VERSIONS)
    def approve(self, case: Modelled, who: str, version: int | None) -> None:
        actor = self.who(who, "approve", case)
        if self.attempt(case, actor, case.may_approve(actor), act("approve", case, {"today": self.today}), version):
            case.approved()

    @rule(case=cases, who=WHO, where=st.sampled_from(["oslo", "bergen", "district"]), version=VERSIONS)
    def ask(self, case: Modelled, who: str, where: str, version: int | None) -> None:
        actor, organisation = self.who(who, "ask", case), getattr(self.house, where)
        given = {"organisation_id": organisation.id, "today": self.today}
        if self.attempt(case, actor, case.may_ask(actor), act("ask", case, given), version):
            case.asked = organisation.id
            case.go("requested")

    @rule(case=cases, who=WHO, in_district=st.booleans(), version=VERSIONS)
    def accept(self, case: Modelled, who: str, in_district: bool, version: int | None) -> None:
        actor = self.who(who, "accept", case)
        district = self.house.district.id if in_district else None
        given = {"places_ready_on": self.today, "today": self.today, "district_id": district}
        allowed = case.may_answer(actor) and (district is None or district in actor.organisations)
        if self.attempt(case, actor, allowed, act("accept", case, given), version):
            case.receiver = district or case.asked
            case.go("accepted")

    @rule(case=cases, who=WHO, version=VERSIONS)
    def decline(self, case: Modelled, who: str, version: int | None) -> None:
        actor = self.who(who, "decline", case)
        given = {"reason": "no_dwelling", "text": "", "today": self.today}
        if self.attempt(case, actor, case.may_answer(actor), act("decline", case, given), version):
            case.released()

    @rule(case=cases, who=WHO, version=VERSIONS)
    def take_back(self, case: Modelled, who: str, version: int | None) -> None:
        actor = self.who(who, "take_back", case)
        given = {"reason": "Boligen brant", "today": self.today}
        if self.attempt(case, actor, case.may_take_back(actor), act("take_back", case, given), version):
            case.released()

    @rule(case=cases, who=WHO, version=VERSIONS)
    def withdraw(self, case: Modelled, who: str, version: int | None) -> None:
        actor = self.who(who, "withdraw", case)
        given = {"reason": "Familie i Bergen", "today": self.today}
        if self.attempt(case, actor, case.may_withdraw(actor), act("withdraw", case, given), version):
            case.released()

    @rule(case=cases, who=WHO, version=VERSIONS)
    def decide(self, case: Modelled, who: str, version: int | None) -> None:
        actor = self.who(who, "decide", case)
        given = {"reasons": "Kommunen har plass.", "today": self.today}
        if self.attempt(case, actor, case.may_decide(actor), act("decide", case, given), version):
            case.decided_on = self.today
            case.go("decided")

    @rule(case=cases, who=WHO, version=VERSIONS)
    def annul(self, case: Modelled, who: str, version: int | None) -> None:
        actor = self.who(who, "annul", case)
        given = {"reason": "Feil kommune", "today": self.today}
        if self.attempt(case, actor, case.may_annul(actor), act("annul", case, given), version):
            case.released()

    @rule(case=cases, who=WHO, offset=OFFSETS, version=VERSIONS)
    def agree_move(self, case: Modelled, who: str, offset: timedelta, version: int | None) -> None:
        actor, day = self.who(who, "agree_move", case), self.today + offset
        given = {"move_on": day, "today": self.today}
        self.attempt(case, actor, case.may_move(actor, day, date.max), act("agree_move", case, given), version)

    @rule(case=cases, who=WHO, offset=OFFSETS, one=st.booleans(), version=VERSIONS)
    def moved_in(self, case: Modelled, who: str, offset: timedelta, one: bool, version: int | None) -> None:
        actor, day = self.who(who, "moved_in", case), self.today + offset
        people = case.waiting[:1] if one else case.waiting
        given = {"moved_in_on": day, "today": self.today, "person_ids": people if one else None}
        allowed = case.may_move(actor, day, self.today)
        if self.attempt(case, actor, allowed, act("moved_in", case, given), version):
            case.moved_in(people, day)

    @rule(case=cases, who=WHO, version=VERSIONS)
    def close(self, case: Modelled, who: str, version: int | None) -> None:
        actor = self.who(who, "close", case)
        given = {"reason": "Reist ut av landet", "today": self.today}
        if self.attempt(case, actor, case.may_close(actor), act("close", case, given), version):
            case.released("closed")

    # --- What must always be so

    @invariant()
    def what_must_never_be_is_not(self) -> None:
        self.cases_stand_where_the_model_says()
        self.steps_follow_each_other_and_the_last_is_open()
        self.one_municipality_is_asked_and_one_is_responsible()
        self.nobody_sees_a_case_without_a_task_in_it()
        self.places_are_counted_person_by_person()

    def cases_stand_where_the_model_says(self) -> None:
        sql = "SELECT id, status, decided_on, settled_on, size FROM settlement_case ORDER BY id"
        told = [(row.id, row.status, row.decided_on, row.settled_on, len(row.people)) for row in self.known]
        assert asked(self.reader, sql) == told
        sql = "SELECT case_id, status FROM settlement_interview ORDER BY case_id"
        assert asked(self.reader, sql) == [(row.id, row.interview) for row in self.known]
        sql = "SELECT count(*) FROM settlement_member WHERE moved_in_on < decided_on OR moved_in_on < '2017-06-01'"
        assert asked(self.reader, sql) == [(0,)]

    def steps_follow_each_other_and_the_last_is_open(self) -> None:
        steps: dict[int, list[tuple[str, date, date | None]]] = {}
        for key, *rest in asked(
            self.reader, "SELECT case_id, status, from_on, until_on FROM settlement_step ORDER BY id"
        ):
            steps.setdefault(key, []).append(tuple(rest))
        for case in self.known:
            mine = steps[case.id]
            assert [row[0] for row in mine] == case.steps
            assert [row[2] for row in mine] == [*(row[1] for row in mine[1:]), None]
            assert all(row[2] is None or row[1] <= row[2] for row in mine)

    def one_municipality_is_asked_and_one_is_responsible(self) -> None:
        sql = (
            "SELECT case_id, organisation_id FROM settlement_request"
            " WHERE status IN ('sent', 'accepted') ORDER BY case_id"
        )
        assert asked(self.reader, sql) == [(row.id, row.asked) for row in self.known if row.asked]
        told = [(key, row.receiver, day) for row in self.known for key, day in row.moved.items()]
        sql = "SELECT person_id, organisation_id, from_on FROM persons_responsibility WHERE until_on IS NULL"
        assert sorted(asked(self.reader, sql)) == sorted(told)
        assert asked(self.reader, "SELECT count(*) FROM persons_responsibility") == [(len(told),)]

    def nobody_sees_a_case_without_a_task_in_it(self) -> None:
        for name in ("officer", "officer_b", "officer_d", "staff", "adviser"):
            actor: Actor = getattr(self.house, name)
            seen = [row.id for row in self.known if row.seen_by(actor)]
            people = [key for row in self.known for key in row.people_seen_by(actor)]
            with walls.asking(actor), connection.cursor() as cursor:
                cursor.execute(SEEN)
                assert cursor.fetchone() == (seen, seen, sorted(people)), name
                assert sorted(Case.objects.visible_to(actor).values_list("id", flat=True)) == seen, name

    def places_are_counted_person_by_person(self) -> None:
        with walls.asking(self.house.case_worker) as actor:
            usage = queries.usage(2017, actor=actor)
        told = {
            (key, minors): (kind.used, kind.promised)
            for key, row in usage.items()
            for minors, kind in ((False, row.ordinary), (True, row.minors))
        }
        counted = places(self.known, 2017)
        assert {key: value for key, value in told.items() if value != (0, 0)} == {
            key: value for key, value in counted.items() if value != (0, 0)
        }


def test_whatever_is_done_in_whatever_order_what_must_never_be_never_is() -> None:
    Cases.house = house = House()
    house.officer_d = someone("settlement_officer", house.district)  # type: ignore[attr-defined]
    Cases.reader = replace(house.protector, extra=frozenset({"audit.read"}))
    run_state_machine_as_test(Cases, settings=tried(20))
