"""A page is asked for: found, not found, failing; with its menu, tasks, counts and safety."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from rotfeste.doors.web import errors, front, menu
from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.queries import actor_for
from rotfeste.foundation.ui.actions import notify
from rotfeste.foundation.ui.components import Task, in_order
from tests.staff import an_actor, an_assignment, logged_in

pytestmark = pytest.mark.django_db


def test_the_front_page_shows_what_waits_the_most_urgent_first(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def waiting(actor: Actor, today: date) -> list[Task]:
        return [Task("In good time", 9, "/a", 1), Task("Too late", 2, "/b", 3), Task("None of these", 0, "/c", 3)]

    monkeypatch.setattr(front, "SOURCES", (waiting,))
    page = logged_in(client, an_assignment()).get("/").content.decode()
    assert page.index("Too late") < page.index("In good time")
    assert "None of these" not in page


def test_tasks_that_are_as_urgent_stand_by_number() -> None:
    tasks = in_order([Task("Few", 1, "", 2), Task("Many", 5, "", 2)])
    assert [task.label for task in tasks] == ["Many", "Few"]


@pytest.mark.parametrize("role", ["case_worker", "settlement_officer", "reception_staff", "auditor", "finance"])
def test_the_menu_shows_only_what_the_role_may_open(client: Client, role: str) -> None:
    assignment = an_assignment(role)
    logged_in(client, assignment)
    for line in menu.entries(actor_for(assignment.id, on=date.today()), "/"):  # noqa: DTZ011 - any day will do
        for entry in line.below or (line,):
            assert client.get(entry.url, follow=True).status_code == 200, entry


def test_the_place_where_one_is_is_marked_in_the_menu() -> None:
    assert next(entry.current for entry in menu.entries(an_actor(), "/"))
    assert not any(entry.current for entry in menu.entries(an_actor(), "/notifications"))


def test_many_places_are_folded_together_and_few_stand_beside_each_other() -> None:
    address = reverse("settlement:placing")
    folded = next(line for line in menu.entries(an_actor("case_worker"), address) if line.current)
    assert [entry.url for entry in folded.below if entry.current] == [address]
    few = menu.entries(an_actor("reception_staff"), "/")
    assert 1 < len(few) <= menu.FEW
    assert not any(entry.below for entry in few)


@pytest.mark.parametrize("role", ["finance", "administrator", "auditor"])
def test_those_who_see_no_persons_have_no_search(client: Client, role: str) -> None:
    logged_in(client, an_assignment(role))
    assert 'role="search"' not in client.get("/").content.decode()
    assert client.get("/search?q=x").status_code == 404


def test_what_does_not_exist_and_what_one_may_not_see_look_the_same(client: Client) -> None:
    logged_in(client, an_assignment("finance"))
    missing, closed = client.get("/no-such-page"), client.get("/search")
    assert (missing.status_code, closed.status_code) == (404, 404)
    assert "Fant ikke siden" in missing.content.decode()
    assert "Fant ikke siden" in closed.content.decode()


def test_the_error_page_asks_the_database_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Feilen er vår" in answer.content.decode()


def test_nothing_from_elsewhere_and_nothing_inline(client: Client) -> None:
    answer = client.get("/log-in")
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe-inline" not in answer["Content-Security-Policy"]
    page = answer.content.decode()
    assert "style=" not in page
    assert "onclick" not in page
    assert 'src="http' not in page


@pytest.mark.parametrize("address", ["/healthz", "/readyz", "/metrics"])
def test_those_who_run_the_system_can_ask_how_it_is(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


def test_being_alive_asks_no_database(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        client.get("/healthz")


def test_a_notification_is_counted_opened_and_then_read(client: Client) -> None:
    assignment = an_assignment()
    actor = actor_for(assignment.id, on=date(2017, 12, 1))
    with walls.asking(actor):
        note = notify(
            [assignment.user_id], "No notifications", url="/accessibility", now=datetime(2017, 12, 1, tzinfo=UTC)
        )[0]
    logged_in(client, assignment)
    assert "1 ulest" in client.get("/").content.decode()
    assert "Ingen varsler" in client.get("/notifications").content.decode()
    assert client.get(f"/notifications/{note.id}")["Location"] == "/accessibility"
    assert "ulest" not in client.get("/").content.decode()


def test_someone_elses_notification_does_not_exist(client: Client) -> None:
    owner = an_actor()
    with walls.asking(owner):
        note = notify([owner.user_id or 0], "No notifications", url="/", now=datetime(2017, 12, 1, tzinfo=UTC))[0]
    assert logged_in(client, an_assignment()).get(f"/notifications/{note.id}").status_code == 404


@pytest.mark.parametrize(("choice", "said"), [("no", "Du får ikke flere e-poster"), ("yes", "Du får e-post fra nå av")])
def test_emails_are_stopped_and_begun_again(client: Client, choice: str, said: str) -> None:
    logged_in(client, an_assignment())
    assert said in client.post("/notifications/email", {"email": choice}, follow=True).content.decode()


def test_a_view_is_saved_and_removed_on_the_page(client: Client) -> None:
    logged_in(client, an_assignment())
    kept = {"list": "gallery", "name": "Store", "query": "size=l", "back": "/components"}
    answer = client.post("/views/save", kept)
    assert answer["Location"] == "/components?size=l"
    page = client.get("/components").content.decode()
    assert "/components?size=l" in page
    number = page.split('name="view" value="')[1].split('"')[0]
    client.post("/views/delete", {"view": number, "back": "https://evil.example"})
    assert "Store</a>" not in client.get("/components").content.decode()
