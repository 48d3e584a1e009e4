"""Builders of what tests need: people in their roles, and households with permits. All goes through the actions."""

import csv
import io
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.test import Client

from rotfeste.casework.self_settlement import actions as self_settlement
from rotfeste.casework.settlement import actions
from rotfeste.casework.settlement.models import Case, Member
from rotfeste.casework.settlement.rules.mapping import FIELDS, AnswerState, asked_of, of_household
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import Organisation, RoleAssignment, User
from rotfeste.foundation.access.queries import actor_for
from rotfeste.registers.capacity import actions as capacity
from rotfeste.registers.capacity.actions import register_council_decision
from rotfeste.registers.capacity.actions.dwellings import Described
from rotfeste.registers.own_access import actions as own_access
from rotfeste.registers.own_access.models import Code
from rotfeste.registers.own_access.queries import actor_of
from rotfeste.registers.persons import actions as persons
from rotfeste.registers.persons import outside
from rotfeste.registers.persons.rules import age_on, duf_check_digits

TODAY = date(2017, 6, 1)
NOW = datetime(2017, 6, 1, 10, 0, tzinfo=UTC)
A_DWELLING = {
    "address": "Prøvegata 1, 0001 Oslo",
    "rooms": 2,
    "landlord": "Utleie Test",
    "rent_nok": 9000,
    "deposit_nok": 27000,
    "advance_nok": 9000,
    "fee_nok": 0,
}
_numbers = count(1)


def an_organisation(
    kind: str, name: str = "", *, parent: Organisation | None = None, place: str | None = None
) -> Organisation:
    """An organisation of a kind, with a made-up number."""
    number = next(_numbers)
    return Organisation.objects.create(
        kind=kind,
        name=name or f"{kind} {number}",
        parent=parent,
        organisation_number=f"{900000000 + number}",
        place_code=place,
        postal_address=f"Postboks {number}, 0031 Oslo",
    )


def someone(role: str, organisation: Organisation, *, level: str = "high", protected: bool = False) -> Actor:
    """A person in a role, logged in."""
    number = next(_numbers)
    user = User.objects.create(subject=f"test-{number}", name=f"Test Person {number}", made_up=True)
    assignment = RoleAssignment.objects.create(
        user=user, organisation=organisation, role=role, valid_from=date(2016, 1, 1), protected_access=protected
    )
    return replace(actor_for(assignment.id, on=TODAY), level=level)


def a_browser(actor: Actor) -> Client:
    """A browser in which this person is logged in."""
    assignment = RoleAssignment.objects.get(user_id=actor.user_id)
    client = Client()
    session = client.session
    session.update({"assignment_id": assignment.id, "level": actor.level, "seen_at": time.time()})
    session.save()
    return client


def an_own_browser(refugee: Actor) -> Client:
    """A browser in which a person, or a helper, is in with their code."""
    with walls.asking(refugee):
        code = Code.objects.visible_to(refugee).get(
            person_id=refugee.persons[0], helper_id=refugee.helper_id, withdrawn_on=None
        )
        # Pages go by the clock, long after the tests' day.
        Code.objects.visible_to(refugee).filter(id=code.id).update(expires_on=date(2100, 1, 1))
    client = Client(headers={"Accept-Language": "en"})
    session = client.session
    session.update({"own_code": code.id, "seen_at": time.time()})
    session.save()
    return client


def a_duf_number() -> str:
    """A valid, made-up DUF number."""
    first = f"2017{next(_numbers):06d}"
    return first + duf_check_digits(first)


def a_row(**changes: Any) -> dict[str, str]:
    """One row of a delivery: a single adult with a refugee's permit."""
    row = {
        "duf_number": a_duf_number(),
        "given_name": "Amal",
        "family_name": f"Testesen{next(_numbers)}",
        "born_on": "1990-05-17",
        "sex": "female",
        "citizenship": "SY",
        "languages": "ar en",
        "permit_kind": "refugee",
        "legal_base": "utlendingsloven § 28",
        "permit_on": "2017-05-01",
        "household": f"H{next(_numbers)}",
        "relation": "head",
        "group": "single_adult",
    }
    return {**dict.fromkeys(outside.FIELDS, ""), **row, **changes}


def a_family(**changes: Any) -> list[dict[str, str]]:
    """Two parents and two children."""
    household = f"H{next(_numbers)}"
    shared = {"household": household, "group": "family_with_children", **changes}
    return [
        a_row(**shared),
        a_row(**{**shared, "relation": "partner", "born_on": "1988-01-02", "sex": "male", "given_name": "Yusuf"}),
        a_row(**{**shared, "relation": "child", "born_on": "2008-03-04", "given_name": "Lina"}),
        a_row(**{**shared, "relation": "child", "born_on": "2012-11-05", "sex": "male", "given_name": "Omar"}),
    ]


def as_csv(rows: list[dict[str, str]]) -> bytes:
    """Rows as the file that is handed in."""
    text = io.StringIO()
    writer = csv.DictWriter(text, outside.FIELDS, delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


@dataclass
class House:
    """A small country: a directorate, two municipalities with places, a centre, and someone in each."""

    directorate: Organisation = field(default_factory=lambda: an_organisation("directorate", "Direktoratet"))
    oslo: Organisation = field(default_factory=lambda: an_organisation("municipality", "Oslo", place="0301"))
    bergen: Organisation = field(default_factory=lambda: an_organisation("municipality", "Bergen", place="1201"))
    centre: Organisation = field(default_factory=lambda: an_organisation("reception_centre", "Mottak Nord"))

    def __post_init__(self) -> None:
        self.district = an_organisation("city_district", "Sagene", parent=self.oslo, place="030103")
        self.case_worker = someone("case_worker", self.directorate)
        self.second = someone("case_worker", self.directorate)
        self.protector = someone("case_worker", self.directorate, protected=True)
        self.staff = someone("reception_staff", self.centre)
        self.officer = someone("settlement_officer", self.oslo)
        self.officer_b = someone("settlement_officer", self.bergen)
        self.adviser = someone("adviser", self.directorate)
        self.auditor = someone("auditor", self.directorate)
        self.programme_adviser = someone("programme_adviser", self.oslo)
        self.programme_adviser_b = someone("programme_adviser", self.bergen)
        self.administrator = someone("administrator", self.oslo)
        for officer, organisation in ((self.officer, self.oslo), (self.officer_b, self.bergen)):
            with walls.asking(officer):
                register_council_decision(
                    organisation.id,
                    year=2017,
                    ordinary=50,
                    minors=5,
                    decided_on=date(2017, 1, 15),
                    today=TODAY,
                    actor=officer,
                )

    def take_in(self, rows: list[dict[str, str]], *, actor: Actor | None = None, today: date = TODAY) -> list[int]:
        """Hand in rows as a file and take it in; returns the new cases' ids."""
        by = actor or self.case_worker
        for row in rows:
            row["centre"] = row["centre"] or (self.centre.organisation_number or "")
        with walls.asking(by):
            before = set(Case.objects.visible_to(by).values_list("id", flat=True))
            delivery = persons.preview(as_csv(rows), file_name="t.csv", sender="UDI", now=NOW, today=today, actor=by)
            while actions.take_in(delivery.id, now=NOW, today=today, actor=by):
                pass
            return sorted(set(Case.objects.visible_to(by).values_list("id", flat=True)) - before)

    def interview(self, case_id: int, *, today: date = TODAY, **answers: str) -> None:
        """The centre holds a complete interview; `answers` are those of the household that differ."""
        with walls.asking(self.staff):
            given = complete_answers(case_id, today, self.staff, **answers)
            actions.save_answers(case_id, given, asked_on=today, actor=self.staff)
            actions.submit(case_id, held_on=today, interpreter_used=True, today=today, actor=self.staff)

    def on_special_roads(self) -> list[int]:
        """A case on each special road: from abroad, a minor, a family in which not all may settle, without steps."""
        abroad = self.a_case(
            [a_row(group="resettlement_refugee", permit_kind="resettlement", entry_permit_on="2017-05-01")]
        )
        minor = self.a_case([a_row(group="unaccompanied_minor", born_on="2004-02-03")], upto="interview_due")
        family, steps = self.a_case(a_family()), self.a_case(upto="interview_due")
        self.interview(steps, accessible="yes")
        with walls.asking(self.staff) as actor:
            actions.register_obstacle(
                family,
                relation="parent",
                born_year=1990,
                obstacle="refused",
                since_on=TODAY,
                today=TODAY,
                actor=actor,
            )
        return [abroad, minor, family, steps]

    def a_refugee(self, case_id: int, *, today: date = TODAY) -> Actor:
        """The main person of a case, in with a code that the centre has given."""
        with walls.asking(self.staff) as staff:
            person = Member.objects.visible_to(staff).get(case_id=case_id, person__relation="head").person
            code = own_access.issue_code(person.id, today=today, actor=staff)
        row = own_access.come_in(code, born_on=person.born_on, today=today, now=NOW)
        return actor_of(row.id, on=today)

    def an_application(self, case_id: int, *, upto: str = "sent", today: date = TODAY, place: str = "0301") -> int:
        """The refugee of a case applies, and everyone does their part as far as this status."""
        refugee = self.a_refugee(case_id, today=today)
        with walls.asking(refugee):
            row = self_settlement.begin(refugee.persons[0], place_code=place, today=today, actor=refugee)
            self_settlement.describe_dwelling(row.id, {**A_DWELLING, "from_on": today}, actor=refugee)
            self_settlement.attach_contract(row.id, b"%PDF-1.7 made up", now=NOW, actor=refugee)
            if upto == "draft":
                return row.id
            self_settlement.send(row.id, today=today, actor=refugee)
        if upto in ("approved", "cleared"):
            with walls.asking(self.officer if place == "0301" else self.officer_b) as officer:
                self_settlement.approve(row.id, today=today, actor=officer)
        if upto == "cleared":
            with walls.asking(self.case_worker) as worker:
                self_settlement.clear(row.id, reasons="Egen bolig, godkjent.", today=today, actor=worker)
        return row.id

    def a_case(
        self,
        rows: list[dict[str, str]] | None = None,
        *,
        upto: str = "ready",
        today: date = TODAY,
        told: dict[str, str] | None = None,
    ) -> int:
        """A case that has come as far as this status, by everyone doing their part."""
        (case_id,) = self.take_in(rows or [a_row()], today=today)
        if upto == "interview_due":
            return case_id
        self.interview(case_id, today=today, **(told or {}))
        if upto == "ready":
            return case_id
        with walls.asking(self.case_worker) as actor:
            actions.ask(case_id, organisation_id=self.oslo.id, today=today, actor=actor)
        if upto == "requested":
            return case_id
        with walls.asking(self.officer) as actor:
            actions.accept(case_id, places_ready_on=today + timedelta(days=7), today=today, actor=actor)
        if upto == "accepted":
            return case_id
        with walls.asking(self.case_worker) as actor:
            actions.decide(case_id, reasons="Oslo har plass og familie i byen.", today=today, actor=actor)
        if upto == "decided":
            return case_id
        with walls.asking(self.officer) as actor:
            actions.moved_in(case_id, moved_in_on=today, today=today, actor=actor)
        return case_id

    def a_participant(self, *, today: date = TODAY, told: dict[str, str] | None = None, **changes: str) -> int:
        """A single adult who has moved into Oslo today, and has told this in the interview; returns the person's id."""
        case_id = self.a_case([a_row(**changes)], upto="settled", today=today, told=told)
        with walls.asking(self.case_worker) as worker:
            return Member.objects.visible_to(worker).get(case_id=case_id).person_id

    def with_dwellings(self, today: date = TODAY, *, number: int = 0) -> list[int]:
        """Oslo has a dwelling that has stood empty for 40 days, a shared one, and a home for minors with a resident."""
        since = today - timedelta(days=40)
        flat = Described(f"Eksempelgata {number}1", persons=4, bedrooms=3, monthly_nok=9000, available_from=since)
        shared = replace(flat, label=f"Eksempelgata {number}2", shared_by=3)
        home = replace(flat, label=f"Eksempelgata {number}3", kind="minors", leave_age=18)
        with walls.asking(self.officer) as actor:
            made = capacity.import_dwellings(self.oslo.id, [flat, shared, home], actor=actor)
            stay = {"persons": 1, "moved_in_on": since, "today": today, "actor": actor}
            for row in made[1:]:
                capacity.register_tenancy(row.id, **stay, leave_on=date(today.year + 1, 5, 1))
        return [row.id for row in made]


def complete_answers(case_id: int, today: date, actor: Actor, **household: str) -> list[actions.Given]:
    """An answer to each question that is not about health; none, unless said otherwise, of each whom it is asked of."""
    case = Case.objects.visible_to(actor).get(id=case_id)
    given = [_given(None, row.key, household.get(row.key, "")) for row in of_household() if not row.health]
    for member in case.members.all():
        rows = asked_of(age_on(member.born_on, today))
        given += [_given(member.person_id, row.key, household.get(row.key, "")) for row in rows if not row.health]
    return given


def _given(person_id: int | None, key: str, value: str) -> actions.Given:
    assert key in {row.key for row in FIELDS}
    return actions.Given(person_id, key, AnswerState.GIVEN if value else AnswerState.NONE, value)
