"""A platform reports attendance by call: by seat codes alone, all rows or none, and the hours register themselves."""

import json
from typing import Any

import pytest
from django.test import Client

from rotfeste.foundation.access import walls
from rotfeste.foundation.audit.models import Event
from rotfeste.registers.courses.models import Attendance
from tests.builders import House
from tests.casework.qualification.a_class_registers_a_month import a_pupil
from tests.doors.exchange.permits_come_by_call import Issuer, issuer
from tests.registers.courses.courses_and_seats import PLATFORM, a_course, a_seat, hours, sessions, waits

__all__ = ["issuer"]
pytestmark = pytest.mark.django_db


def a_token(issuer: Issuer, number: str = PLATFORM, scope: str = "rotfeste:attendance.write") -> dict[str, str]:
    token = issuer.token(scope=scope, consumer={"authority": "iso6523-actorid-upis", "ID": f"0192:{number}"})
    return {"Authorization": f"Bearer {token}"}


def send(headers: dict[str, str], course_id: int, rows: Any) -> Any:
    return Client().post(
        f"/api/v1/courses/{course_id}/attendance", json.dumps(rows), content_type="application/json", headers=headers
    )


def test_the_platform_fetches_codes_and_reports_and_the_hours_stand(issuer: Issuer) -> None:
    house = House()
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b)
    seat, headers = a_seat(house.programme_adviser, course, pupil), a_token(issuer)
    answer = Client().get(f"/api/v1/courses/{course.id}", headers=headers)
    told = answer.json()
    assert answer.status_code == 200 and b"Testesen" not in answer.content
    assert told["seats"] == [{"seat": seat.code, "municipality": "Oslo", "from_on": "2017-05-01", "until_on": None}]
    first, second = told["sessions"][:2]
    rows = [
        {"seat": seat.code.lower(), "session": first["session"], "hours": 2.5},
        {"seat": seat.code, "session": second["session"], "hours": 0},
    ]
    reported = send(headers, course.id, rows)
    assert (reported.status_code, reported.json()) == (200, {"rows": 2, "changed": 2})
    assert send(headers, course.id, rows).json() == {"rows": 2, "changed": 0}, "the same call twice is one"
    row = hours(house, pupil)
    assert row is not None and (float(row.hours), float(row.absent_hours)) == (2.5, 3.5)
    with walls.asking(house.auditor) as actor:
        said = Event.objects.visible_to(actor).filter(what="courses.attendance").latest("id")
        assert (said.actor_name, said.person_ids) == (f"API 0192:{PLATFORM}", [])
    with walls.asking(house.programme_adviser) as actor:
        assert all(Attendance.objects.visible_to(actor).values_list("by_platform", flat=True))


def test_every_wrong_row_is_told_in_both_languages_and_nothing_is_kept(issuer: Issuer) -> None:
    house = House()
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b)
    seat, first = a_seat(house.programme_adviser, course, pupil), sessions(house.programme_adviser_b, course)[0]
    rows = [
        {"seat": seat.code, "session": first.id, "hours": 3},
        {"seat": "XXXX-XXXX", "session": 10**30, "hours": 1},
        {"seat": seat.code, "session": first.id, "hours": "1e40"},
    ]
    answer = send(a_token(issuer), course.id, rows)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["type"] == "/problems/rows-refused"
    assert [(row["row"], row["field"], row["code"]) for row in answer.json()["detail"]] == [
        (2, "seat", "no_such_seat"),
        (2, "session", "no_such_session"),
        (3, "seat", "twice_in_the_report"),
        (3, "hours", "more_hours_than_the_session"),
    ]
    assert all(row["nb"] and row["nn"] for row in answer.json()["detail"])
    assert "XXXX" not in answer.content.decode() and hours(house, pupil) is None
    for wrong in ([], [{"seat": seat.code}], [{"seat": seat.code, "session": first.id, "hours": "NaN"}], {"a": 1}):
        assert send(a_token(issuer), course.id, wrong).status_code == 422


def test_only_the_platform_of_the_course_comes_in(issuer: Issuer) -> None:
    house = House()
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b)
    other = a_course(house.programme_adviser_b, name="Uten plattform", platform_number="")
    seat, first = a_seat(house.programme_adviser, course, pupil), sessions(house.programme_adviser_b, course)[0]
    row = [{"seat": seat.code, "session": first.id, "hours": 3}]
    stranger, wrong = a_token(issuer, number="974760983"), a_token(issuer, scope="rotfeste:permits.write")
    assert send(stranger, course.id, row).status_code == 404
    assert Client().get(f"/api/v1/courses/{course.id}", headers=stranger).status_code == 404
    assert send(a_token(issuer), other.id, row).status_code == 404
    assert send(wrong, course.id, row).status_code == 401
    assert send({}, course.id, row).status_code == 401
    assert hours(house, pupil) is None and waits(house) == []
