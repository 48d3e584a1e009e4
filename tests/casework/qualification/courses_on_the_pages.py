"""Courses on the pages: made, filled, attended and called off, with bad input told and kept."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rotfeste.casework.qualification import actions, queries
from rotfeste.foundation.access import walls
from rotfeste.foundation.ui.models import Notification
from rotfeste.registers.courses import actions as courses
from rotfeste.registers.courses.models import Course, SeatFor
from rotfeste.registers.courses.rules import weekly
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants.models import Enrolment
from tests.builders import NOW, TODAY, House, a_browser
from tests.casework.qualification.a_class_registers_a_month import a_class, a_pupil, address, seen
from tests.registers.courses.courses_and_seats import (
    MAY,
    PLATFORM,
    a_course,
    a_seat,
    at,
    described,
    hours,
    report,
    sessions,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    """A house on its own day."""
    monkeypatch.setattr("django.conf.settings.TODAY", TODAY)
    return House()


def in_english(actor: Any) -> Client:
    browser = a_browser(actor)
    browser.cookies["language"] = "en"
    return browser


TYPED: dict[str, Any] = {
    "name": "Samfunnskunnskap på tigrinja",
    "language": "ti",
    "digital": "yes",
    "link": "https://kurs.example/ti",
    "from_on": "2017-06-01",
    "last_day": "2017-08-31",
    "capacity": "15",
    "shared": "country",
    "weekdays": ["1", "3"],
    "starts_at": "10:00",
    "hours": "2.5",
}


def test_a_course_is_made_with_its_sessions_and_bad_input_is_told_and_kept(house: House) -> None:
    browser, new = in_english(house.programme_adviser), reverse("qualification:new_course")
    wrong = TYPED | {"platform_number": "974 760 674", "link": "", "last_day": "2017-05-01", "starts_at": "25:00"}
    page = browser.post(new, wrong).content.decode()
    for told in ("the last one checks the others", "address that participants open", "before the first", "tigrinja"):
        assert told in page, told
    never = TYPED | {"from_on": "2017-05-16", "last_day": "2017-05-17", "weekdays": ["2"]}
    assert "No session falls on these days" in browser.post(new, never).content.decode(), "17 May is a holiday"
    page = browser.post(new, TYPED | {"platform_number": "974 760 673"}, follow=True).content.decode()
    assert "The course is made, with its sessions." in page and "Tigrinya" in page and "15 of 15 free" in page
    with walls.asking(house.programme_adviser) as actor:
        row = Course.objects.visible_to(actor).get()
        assert row.platform_number == PLATFORM and row.sessions.count() == 27


def test_a_seat_is_taken_from_the_training_page_and_the_code_is_shown(house: House) -> None:
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b)
    a_course(house.programme_adviser_b, name="Bare her", shared="own")
    browser = in_english(house.programme_adviser)
    find = reverse("qualification:find_course", args=[pupil.person_id])
    training = reverse("qualification:training", args=[pupil.person_id])
    assert find in browser.get(training).content.decode()
    page = browser.get(find).content.decode()
    assert "Samfunnskunnskap" in page and "Bare her" not in page
    assert browser.post(find, {"course": "999999"}).status_code == 404
    done = browser.post(find, {"course": str(course.id)}, follow=True).content.decode()
    with walls.asking(house.programme_adviser) as actor:
        seat = SeatFor.objects.visible_to(actor).get().seat
    assert f"Its code is {seat.code}" in done and "Code of the seat" in done
    again = browser.post(find, {"course": str(course.id)}).content.decode()
    assert "has a seat in this course already" in again
    leave = reverse("qualification:leave_seat", args=[seat.id])
    assert "Leave" in browser.get(training).content.decode()
    stale = browser.post(leave, {"last_day": "2017-06-01", "version": "7"}).content.decode()
    assert "Someone else has changed this seat" in stale
    left = browser.post(leave, {"last_day": "2017-06-01", "version": "0"}, follow=True).content.decode()
    assert "The last day in the course is registered." in left
    stranger = in_english(house.programme_adviser_b)
    assert stranger.get(find).status_code == 404 and stranger.get(leave).status_code == 404


def test_who_has_no_hours_of_civics_is_told_why_not(house: House) -> None:
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b)
    with walls.asking(house.programme_adviser) as actor:
        row = Enrolment.objects.visible_to(actor).select_related("decision").get(id=pupil.id)
        assert row.decision is not None
        row.decision.hours_civics = 0
        row.decision.save()
    find = reverse("qualification:find_course", args=[pupil.person_id])
    page = in_english(house.programme_adviser).get(find).content.decode()
    assert "No decision gives the person hours of civics" in page and 'name="course"' not in page
    with walls.asking(house.programme_adviser) as actor, pytest.raises(courses.CannotAttend, match="no_hours"):
        courses.take_seat(course.id, pupil.id, now=NOW, actor=actor)


def a_sheet(course: Course, month: int = 5) -> str:
    return reverse("qualification:attendance_month", args=[course.id, 2017, month])


def test_the_holder_fills_in_a_sheet_in_which_nobody_elses_names_stand(house: House) -> None:
    pupil, own = a_pupil(house), house.programme_adviser_b
    course = a_course(own)
    seat = a_seat(house.programme_adviser, course, pupil)
    first, second, *_ = sessions(own, course)
    browser, url = in_english(own), a_sheet(course)
    latest = browser.get(reverse("qualification:attendance", args=[course.id]))
    assert latest.status_code == 302 and latest["Location"] == url
    page = browser.get(url)
    text = page.content.decode()
    assert seat.code in text and "Oslo" in text and "Testesen" not in text
    assert 'value="3"' in browser.get(f"{url}?fill").content.decode()
    cells = {f"{seat.id}_{first.id}": "3", f"{seat.id}_{second.id}": "tre", "seen": page.context["seen"]}
    assert "«tre» is not a number of hours" in browser.post(url, cells).content.decode()
    much = browser.post(url, cells | {f"{seat.id}_{second.id}": "4"}).content.decode()
    assert "between 0 and the hours of the session" in much and hours(house, pupil) is None
    done = browser.post(url, cells | {f"{seat.id}_{second.id}": "0"}, follow=True).content.decode()
    assert "The attendance is saved" in done and "1 of 1 registered" in done
    row = hours(house, pupil)
    assert row is not None and (row.hours, row.absent_hours) == (3, 3)
    emptied = browser.post(url, {f"{seat.id}_{first.id}": "", "seen": browser.get(url).context["seen"]})
    assert "Write 0 for someone who was away" in emptied.content.decode()
    assert in_english(house.programme_adviser).get(url).status_code == 404
    assert browser.get(a_sheet(course, 13)).status_code == 404 and browser.get(a_sheet(course, 8)).status_code == 404


def test_two_people_do_not_overwrite_each_others_attendance_unseen(house: House) -> None:
    pupil, own = a_pupil(house), house.programme_adviser_b
    course = a_course(own)
    seat = a_seat(house.programme_adviser, course, pupil)
    first = sessions(own, course)[0]
    browser, url = in_english(own), a_sheet(course)
    opened = browser.get(url).context["seen"]
    report(own, course, (seat, first, 2))
    page = browser.post(url, {f"{seat.id}_{first.id}": "3", "seen": opened})
    text = page.content.decode()
    assert "Someone else saved attendance" in text and "Saved: 2" in text and 'value="3"' in text
    assert browser.post(url, {f"{seat.id}_{first.id}": "3", "seen": page.context["seen"]}).status_code == 302


def test_the_class_grid_shows_what_came_from_a_course_and_refuses_less_in_its_cell(house: House) -> None:
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b)
    seat = a_seat(house.programme_adviser, course, pupil)
    first, second, *_ = sessions(house.programme_adviser_b, course)
    report(house.programme_adviser_b, course, (seat, first, 3), (seat, second, 1))
    group, browser = a_class(house, pupil), in_english(house.programme_adviser)
    url, cell = address(group, MAY), f"{pupil.id}_civics_own"
    page = browser.get(url).content.decode()
    assert "4 hours from a course" in page
    few = browser.post(url, {cell: "3", f"{pupil.id}_absent": "2", "seen": seen(browser, url)}).content.decode()
    assert "Fewer hours than came by themselves" in few and f'href="#{cell}"' in few
    less = browser.post(url, {cell: "4", f"{pupil.id}_absent": "1", "seen": seen(browser, url)}).content.decode()
    assert "Fewer hours away than came by themselves" in less and f'href="#{pupil.id}_absent"' in less
    given = {f"{pupil.id}_norwegian": "20", cell: "6", f"{pupil.id}_absent": "4", f"{pupil.id}_unexcused": "1"}
    assert browser.post(url, given | {"seen": seen(browser, url)}).status_code == 302
    row, norwegian = hours(house, pupil), hours(house, pupil, kind="norwegian")
    assert row is not None and (row.hours, row.absent_hours, row.course_hours) == (6, 2, 4)
    assert norwegian is not None and (norwegian.absent_hours, norwegian.unexcused_hours) == (3, 1)


def test_the_form_of_one_month_leaves_a_course_as_it_is_where_nothing_is_written_of_it(house: House) -> None:
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b)
    seat = a_seat(house.programme_adviser, course, pupil)
    report(house.programme_adviser_b, course, (seat, sessions(house.programme_adviser_b, course)[0], 1))
    browser, url = in_english(house.programme_adviser), reverse("qualification:hours", args=[pupil.id])
    assert browser.post(url, {"month": "2017-05-01", "norwegian": "12"}).status_code == 302
    row = hours(house, pupil)
    assert row is not None and (row.hours, row.absent_hours, row.unexcused_hours) == (1, 2, 0)
    without = {"month": "2017-05-01", "norwegian": "12", "unexcused": "2"}
    assert browser.post(url, without).status_code == 302
    row = hours(house, pupil)
    assert row is not None and (row.hours, row.absent_hours, row.unexcused_hours) == (1, 2, 2)
    few = browser.post(url, {"month": "2017-05-01", "civics_own": "0.5"}).content.decode()
    assert "Fewer hours than came by themselves" in few


def test_hours_that_wait_are_a_task_with_the_reason_and_are_tried_again(house: House) -> None:
    pupil, course = a_pupil(house), a_course(house.programme_adviser_b)
    seat = a_seat(house.programme_adviser, course, pupil)
    with walls.asking(house.programme_adviser) as actor:
        full = register.Hours(pupil.id, "norwegian", MAY, Decimal(200))
        register.register_hours([full], now=NOW, actor=actor)
    report(house.programme_adviser_b, course, (seat, sessions(house.programme_adviser_b, course)[0], 3))
    browser, url = in_english(house.programme_adviser), reverse("qualification:unregistered")
    assert url in browser.get("/").content.decode()
    page = browser.get(url).content.decode()
    assert "more hours than the month holds" in page and "Testesen" in page
    assert "still cannot be registered" in browser.post(url, follow=True).content.decode()
    with walls.asking(house.programme_adviser) as actor:
        few = register.Hours(pupil.id, "norwegian", MAY, Decimal(20))
        register.register_hours([few], now=NOW, actor=actor)
    assert "All hours are registered." in browser.post(url, follow=True).content.decode()
    assert url not in browser.get("/").content.decode()


def test_sessions_are_added_and_removed_and_a_course_is_changed_and_called_off(house: House) -> None:
    own, pupil = house.programme_adviser_b, a_pupil(house)
    course, browser = a_course(own), in_english(own)
    a_seat(house.programme_adviser, course, pupil)
    last = sessions(own, course)[-1]
    more = reverse("qualification:add_sessions", args=[course.id])
    typed = {"version": "0", "from_on": "2017-06-05", "last_day": "2017-06-09", "weekdays": ["4"], "starts_at": "09:00"}
    outside = typed | {"hours": "2", "last_day": "2018-06-09"}
    assert "outside the period of the course" in browser.post(more, outside).content.decode()
    assert "The sessions are added." in browser.post(more, typed | {"hours": "2"}, follow=True).content.decode()
    remove = reverse("qualification:remove_session", args=[last.id])
    assert "Someone else has changed the course" in browser.post(remove, {"version": "0"}).content.decode()
    gone = browser.post(remove, {"version": "1"}, follow=True)
    assert "The session is removed." in gone.content.decode()
    change = reverse("qualification:change_course", args=[course.id])
    wanted = {name: TYPED[name] for name in ("name", "digital", "link", "capacity", "shared")} | {"version": "0"}
    wanted |= {"language": "ar", "from_on": "2017-05-01", "last_day": "2017-07-31"}
    assert "Someone else has changed the course" in browser.post(change, wanted).content.decode()
    assert "The course is changed." in browser.post(change, wanted | {"version": "2"}, follow=True).content.decode()
    off = reverse("qualification:call_off_course", args=[course.id])
    assert "Seats that are taken (1) end today" in browser.get(off).content.decode()
    assert "The course is called off." in browser.post(off, {"version": "3"}, follow=True).content.decode()
    with walls.asking(house.programme_adviser) as actor:
        assert Notification.objects.visible_to(actor).filter(text_key__contains="called off").exists()
    for page in (more, change, off):
        assert in_english(house.programme_adviser).get(page).status_code == 404


def test_a_training_that_is_ended_or_moved_frees_the_seat(house: House) -> None:
    ended, moved = a_pupil(house), a_pupil(house)
    course = a_course(house.programme_adviser_b)
    seats = [a_seat(house.programme_adviser, course, pupil) for pupil in (ended, moved)]
    with walls.asking(house.programme_adviser) as actor:
        said: dict[str, Any] = {"now": NOW, "actor": actor}
        actions.end_training(ended.id, last_day=TODAY, reason="other", completed=False, **said)
        actions.register_move([moved.person_id], receiver_id=house.bergen.id, moves_on=TODAY, **said)
        rows = {row.seat_id: row.seat for row in SeatFor.objects.visible_to(actor).select_related("seat")}
    assert [rows[seat.id].status for seat in seats] == ["left", "left"]
    assert rows[seats[1].id].until_on == TODAY


def test_courses_in_ones_own_language_and_that_one_may_take_come_first(house: House) -> None:
    pupil = a_pupil(house)
    full = a_course(house.programme_adviser_b, name="Fullt", capacity=1)
    a_seat(house.programme_adviser, full, a_pupil(house))
    other = a_course(house.programme_adviser_b, name="På somali", language="so")
    clashing = a_course(house.programme_adviser_b, name="Samtidig")
    with walls.asking(house.programme_adviser_b) as actor:
        mine = courses.make_course(
            described(name="På arabisk"), weekly([3], time(18), Decimal(2), MAY, date(2017, 8, 1)), now=NOW, actor=actor
        )
    with walls.asking(house.programme_adviser) as actor:
        courses.take_seat(other.id, pupil.id, now=at(MAY), actor=actor)
        found = queries.courses_for(pupil, ["ar"], today=TODAY, actor=actor)
        (shown,) = queries.courses_for(pupil, ["so"], today=TODAY, actor=actor, most=1)
    assert shown.view.course.id == other.id, "one's own language is not cut off by many others"
    assert [(row.view.course.id, row.spoken, row.why_not) for row in found] == [
        (mine.id, True, ""),
        (full.id, True, "another_course_at_the_same_time"),
        (clashing.id, True, "another_course_at_the_same_time"),
        (other.id, False, "in_the_course_already"),
    ]


@pytest.mark.parametrize("name", ["courses", "course", "attendance_month", "find_course", "training", "unregistered"])
def test_pages_ask_as_often_for_many_courses_and_seats_as_for_few(house: House, name: str) -> None:
    own, pupil = house.programme_adviser, a_pupil(house)
    course, browser = a_course(own, capacity=50), a_browser(own)

    def more(number: int) -> None:
        """One more course that the same person is in, and one more in the course, whose hours cannot be registered."""
        with walls.asking(own) as actor:
            meetings = weekly([number], time(18), Decimal(1), MAY, date(2017, 8, 1))
            other = courses.make_course(described(), meetings, now=NOW, actor=actor)
        report(own, other, (a_seat(own, other, pupil), sessions(own, other)[0], 1))
        someone = a_pupil(house)
        with walls.asking(own) as actor:
            full = register.Hours(someone.id, "norwegian", MAY, Decimal(200))
            register.register_hours([full], now=NOW, actor=actor)
        report(own, course, (a_seat(own, course, someone), sessions(own, course)[0], 3))

    def questions() -> int:
        args = {
            "course": [course.id],
            "attendance_month": [course.id, 2017, 5],
            "find_course": [pupil.person_id],
            "training": [pupil.person_id],
        }.get(name, [])
        with CaptureQueriesContext(connection) as found:
            assert browser.get(reverse(f"qualification:{name}", args=args)).status_code == 200
        return len(found)

    more(0)
    questions()
    few = questions()
    for number in (1, 2, 3):
        more(number)
    assert questions() <= few


def test_a_report_asks_as_often_for_many_seats_as_for_few() -> None:
    house = House()
    own = house.programme_adviser_b
    course = a_course(own, capacity=50)
    first, second, *_ = sessions(own, course)
    seats = [a_seat(house.programme_adviser, course, a_pupil(house)) for _ in range(6)]

    def questions(*rows: Any) -> int:
        with CaptureQueriesContext(connection) as found:
            report(own, course, *rows)
        return len(found)

    assert questions(*((seat, second, 2) for seat in seats)) <= questions((seats[0], first, 3))
