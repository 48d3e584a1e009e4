"""A person in with a code sees what is theirs, on their own pages, and nothing else anywhere; all of it is recorded."""

import re

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from rotfeste.casework.settlement import actions as settlement
from rotfeste.casework.settlement.models import Answer
from rotfeste.casework.settlement.rules.mapping import BY_KEY
from rotfeste.doors.own.plain import words
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.audit.models import Event
from rotfeste.registers.own_access import actions as own_access
from tests.builders import NOW, TODAY, House, a_browser, a_family, a_row, an_own_browser
from tests.house.every_reading_is_an_event import last_event, trail
from tests.house.every_route_has_a_door import routes
from tests.house.without_persons import WITHOUT_PERSONS

pytestmark = pytest.mark.django_db
OWN_PAGES = ("own:home", "own:letters", "own:mapping", "own:training", "own:readings", "own:helpers")
TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"
OPEN_TO_SELF = {
    "audit_event",
    "letters_letter",
    "own_access_code",
    "own_access_helper",
    "persons_hidden",
    "persons_involvement",
    "persons_permit",
    "persons_person",
    "persons_responsibility",
    "persons_stay",
    "self_settlement_application",
    "self_settlement_contract",
    "self_settlement_offer",
    "self_settlement_rentlevel",
    "self_settlement_step",
    "settlement_answer",
    "settlement_case",
    "settlement_interview",
    "settlement_member",
    "settlement_step",
}


def asked(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def a_world() -> tuple[House, Actor, int]:
    """Two households on their way, with letters, messages and applications; one of the heads is in."""
    house = House()
    other = house.a_case(a_family(family_name="Nabokanari", given_name="Nabokanari"), upto="decided")
    house.an_application(house.a_case([a_row(given_name="Nabokanari")]), place="1201")
    own = house.a_case(a_family(), upto="decided")
    with walls.asking(house.officer) as officer:
        settlement.write_message(own, text="Nabokanari skriver internt", now=NOW, actor=officer)
        settlement.write_message(other, text="Nabokanari skriver internt", now=NOW, actor=officer)
    return house, house.a_refugee(own), own


def test_the_database_gives_a_person_their_own_rows_and_no_others() -> None:
    house, refugee, own = a_world()
    walled = [str(row[0]) for row in asked(TABLES) if row[0] not in WITHOUT_PERSONS]
    with walls.asking(refugee):
        for table in walled:
            rows = [str(row[0]) for row in asked(f'SELECT t::text FROM "{table}" t')]
            assert table in OPEN_TO_SELF or not rows, table
            assert "Nabokanari" not in str(rows), table
        assert {row[0] for row in asked("SELECT id FROM persons_person")} == set(refugee.persons)
        assert asked("SELECT id FROM settlement_case") == [(own,)]
        assert {row[0] for row in asked("SELECT person_id FROM letters_letter")} == {refugee.persons[0]}
    assert len(refugee.persons) == 3, "the head of a family sees the two children, not the partner"
    assert house.staff.may("own_access.issue")


def test_a_person_changes_nothing_in_the_registers() -> None:
    _house, refugee, _own = a_world()
    with walls.asking(refugee):
        for table in ("persons_person", "persons_permit", "settlement_case", "settlement_answer", "settlement_step"):
            for verb in (f"UPDATE {table} SET id = id RETURNING id", f"DELETE FROM {table} RETURNING id"):
                try:
                    with transaction.atomic():
                        changed = asked(verb)
                except DatabaseError as refusal:
                    assert "row-level security" in str(refusal)
                else:
                    assert changed == [], verb


def test_worries_and_conflicts_are_not_shown_since_they_may_be_about_someone_at_home() -> None:
    house = House()
    (case_id,) = house.take_in(a_family())
    house.interview(case_id, conflict="Nabokanari", social_control="yes", other="Nabokanari", network="Søster")
    refugee = house.a_refugee(case_id)
    with walls.asking(refugee):
        rows = Answer.objects.visible_to(refugee).filter(case_id=case_id)
        assert {"conflict", "social_control", "other"} & set(rows.values_list("key", flat=True)) == set()
        assert set(rows.exclude(person=None).values_list("person_id", flat=True)) <= set(refugee.persons)
    page = an_own_browser(refugee).get(reverse("own:mapping")).content.decode()
    assert "Søster" in page
    assert "Nabokanari" not in page


def test_every_answer_that_may_be_shown_has_its_question_in_plain_words() -> None:
    kept_back = {"social_control", "conflict", "other"}
    assert set(words.QUESTIONS) <= {key for key, row in BY_KEY.items() if not row.health} - kept_back


def test_every_page_of_staff_is_404_for_a_person() -> None:
    _house, refugee, own = a_world()
    browser, tried = an_own_browser(refugee), 0
    ids = {"case_id": own, "person_id": refugee.persons[0], "application_id": 1, "organisation_id": 1, "letter_id": 1}
    for pattern, name, page in routes():
        if pattern.startswith("api/") or getattr(page, "door", ("open",))[0] in ("open", "own") or not name:
            continue
        address = "/" + pattern
        for key, value in ids.items():
            address = address.replace(f"<int:{key}>", str(value))
        address = re.sub(r"<\w+:\w+>", "1", address)
        for send in (browser.get, browser.post):
            answer = send(address)
            assert answer.status_code in (404, 405), address
            tried += 1
    assert tried > 100


def test_no_own_address_leads_to_another_person() -> None:
    house, refugee, _own = a_world()
    stranger = an_own_browser(house.a_refugee(house.a_case([a_row(family_name="Fremmed")])))
    application = house.an_application(house.a_case(), upto="approved")
    with walls.asking(refugee):
        letter = asked("SELECT id FROM letters_letter")[0][0]
    for name, key in (
        ("own:letter", letter),
        ("own:application", application),
        ("own:dwelling", application),
        ("own:contract", application),
        ("own:document", application),
        ("own:send", application),
        ("own:withdraw", application),
    ):
        for send in (stranger.get, stranger.post):
            assert send(reverse(name, args=[key])).status_code in (404, 405), name


@pytest.mark.parametrize("name", OWN_PAGES[:4])
def test_each_own_page_leaves_one_event_about_the_person(name: str) -> None:
    house, refugee, _own = a_world()
    browser, before = an_own_browser(refugee), last_event(house)
    assert browser.get(reverse(name)).status_code == 200
    events = trail(house, before)
    assert [(row.role, row.actor_id, row.verb) for row in events] == [("refugee", None, "read")]
    assert set(events[0].person_ids) <= set(refugee.persons)


def test_a_letter_to_the_person_opens_as_a_document_and_the_opening_is_recorded() -> None:
    house, refugee, _own = a_world()
    with walls.asking(refugee):
        letter = asked("SELECT id FROM letters_letter")[0][0]
    before = last_event(house)
    answer = an_own_browser(refugee).get(reverse("own:letter", args=[letter]))
    assert answer.content.startswith(b"%PDF-")
    assert [(row.role, row.what) for row in trail(house, before)] == [("refugee", "letters.letter")]


def test_the_person_reads_which_office_has_looked_but_no_name_of_staff() -> None:
    house, refugee, own = a_world()
    a_browser(house.officer).get(reverse("settlement:case", args=[own]))
    page = an_own_browser(refugee).get(reverse("own:readings")).content.decode()
    assert "Oslo" in page
    assert "Read about you" in page
    assert house.officer.name not in page


def test_a_person_writes_no_event_about_anyone_else() -> None:
    house, refugee, _own = a_world()
    with walls.asking(house.auditor) as auditor:
        before = Event.objects.visible_to(auditor).count()
    columns = "stream, sequence, at, actor_name, role, organisation_name, verb, what, person_ids, reason, details"
    for people in ("{999}", "{}"):
        with pytest.raises(Exception, match="row-level security"), walls.asking(refugee):
            asked(
                f"INSERT INTO audit_event ({columns}, previous, digest) VALUES"
                f" (0, 0, now(), '', 'refugee', '', 'read', 'own.case', '{people}', '', '{{}}', '', '') RETURNING id"
            )
    with walls.asking(house.auditor) as auditor:
        assert Event.objects.visible_to(auditor).count() == before


def test_the_pages_ask_as_often_whatever_has_happened() -> None:
    house, refugee, own = a_world()
    browser = an_own_browser(refugee)

    def questions(name: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(reverse(name)).status_code == 200
        return len(seen)

    few = {name: questions(name) for name in OWN_PAGES}
    for _ in range(4):
        a_browser(house.officer).get(reverse("settlement:case", args=[own]))
    assert {name: questions(name) for name in OWN_PAGES} == few


def test_a_withdrawn_code_ends_the_session_at_the_next_page() -> None:
    house, refugee, _own = a_world()
    browser = an_own_browser(refugee)
    assert browser.get(reverse("own:home")).status_code == 200
    with walls.asking(house.case_worker):
        code_id = asked(f"SELECT id FROM own_access_code WHERE person_id = {refugee.persons[0]}")[0][0]
    with walls.asking(house.officer) as officer:
        own_access.withdraw_code(int(str(code_id)), today=TODAY, actor=officer)
    assert browser.get(reverse("own:home"))["Location"] == reverse("own:log_in")


def test_coming_in_by_the_page_and_being_stopped_after_many_tries() -> None:
    house = House()
    case_id = house.a_case()
    with walls.asking(house.staff) as staff:
        person = asked("SELECT person_id FROM settlement_member")[0][0]
        code = own_access.issue_code(int(str(person)), today=timezone.localdate(), actor=staff)
    browser = Client(headers={"Accept-Language": "ar"})
    wrong = browser.post(reverse("own:log_in"), {"code": "AAAABBBBCCCC", "born_on": "1990-05-17"})
    assert 'dir="rtl"' in wrong.content.decode()
    assert "الرمز أو تاريخ الميلاد خاطئ" in wrong.content.decode()
    assert "AAAABBBBCCCC" in wrong.content.decode(), "what was typed is kept"
    for _ in range(19):
        browser.post(reverse("own:log_in"), {"code": "AAAABBBBCCCC", "born_on": "1990-05-17"})
    stopped = browser.post(reverse("own:log_in"), {"code": code, "born_on": "1990-05-17"})
    assert "انتظر ساعة واحدة" in stopped.content.decode()
    assert case_id
