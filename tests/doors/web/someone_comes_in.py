"""Someone comes in: chooses who to be in the demo, a role, a language, colours; and goes out."""

import pytest
from django.test import Client
from pytest_django import Settings

from rotfeste.foundation.access.models import User
from tests.staff import an_assignment, logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.DEMO = True


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_whoever_is_not_logged_in_is_sent_to_the_log_in_and_back_again(client: Client) -> None:
    answer = client.get("/notifications?x=1")
    assert answer["Location"] == "/log-in?next=%2Fnotifications%3Fx%3D1"


@pytest.mark.usefixtures("demo")
def test_in_the_demo_one_chooses_a_made_up_person(client: Client) -> None:
    chosen = an_assignment("settlement_officer", name="Bodø kommune")
    assert "Bodø kommune" in text(client.get("/log-in?q=bod"))
    answer = client.post("/log-in", {"assignment": chosen.id, "next": "/notifications"})
    assert answer["Location"] == "/notifications"
    page = text(client.get("/"))
    assert chosen.user.name in page
    assert "oppdiktede data" in page


@pytest.mark.usefixtures("demo")
def test_a_real_person_cannot_be_chosen(client: Client) -> None:
    chosen = an_assignment()
    User.objects.filter(id=chosen.user_id).update(made_up=False)
    assert chosen.user.name not in text(client.get("/log-in"))
    assert client.post("/log-in", {"assignment": chosen.id}).status_code == 404


def test_outside_the_demo_no_one_can_be_chosen(client: Client) -> None:
    chosen = an_assignment()
    assert chosen.user.name not in text(client.get("/log-in"))
    client.post("/log-in", {"assignment": chosen.id})
    assert client.get("/").status_code == 302


@pytest.mark.usefixtures("demo")
def test_a_link_to_elsewhere_is_not_followed(client: Client) -> None:
    chosen = an_assignment()
    answer = client.post("/log-in", {"assignment": chosen.id, "next": "https://evil.example/"})
    assert answer["Location"] == "/"


@pytest.mark.usefixtures("demo")
def test_a_planted_session_is_worth_nothing_after_log_in(client: Client) -> None:
    client.get("/log-in")
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    client.post("/log-in", {"assignment": an_assignment().id})
    assert client.cookies["sessionid"].value != planted


def test_one_changes_to_another_of_ones_own_roles(client: Client) -> None:
    first = an_assignment("case_worker")
    second = an_assignment("adviser", user=first.user)
    logged_in(client, first)
    assert client.post("/role", {"assignment": second.id})["Location"] == "/"
    assert "Rådgiver for kommuner" in text(client.get("/"))


def test_someone_elses_role_cannot_be_taken(client: Client) -> None:
    logged_in(client, an_assignment())
    assert client.post("/role", {"assignment": an_assignment().id}).status_code == 404


@pytest.mark.parametrize(("language", "word"), [("nb", "Oppgaver"), ("nn", "Oppgåver"), ("en", "Tasks")])
def test_the_language_is_kept_for_pages_and_emails(client: Client, language: str, word: str) -> None:
    assignment = an_assignment()
    logged_in(client, assignment)
    client.post("/language", {"language": language, "next": "/"})
    page = client.get("/")
    assert f'lang="{language}"' in text(page)
    assert page["Content-Language"] == language
    assert f">{word}<" in text(page)
    assert User.objects.get(id=assignment.user_id).language == language


def test_a_language_that_is_not_known_changes_nothing(client: Client) -> None:
    client.post("/language", {"language": "xx"})
    assert 'lang="nb"' in text(client.get("/log-in"))


@pytest.mark.parametrize("scheme", ["auto", "light", "dark"])
def test_the_colours_are_kept_without_script(client: Client, scheme: str) -> None:
    client.post("/colours", {"scheme": scheme})
    assert f'data-color-scheme="{scheme}"' in text(client.get("/log-in"))


def test_colours_that_are_not_known_are_not_written_on_the_page(client: Client) -> None:
    client.cookies["colour_scheme"] = '"><script>'
    assert "<script>" not in text(client.get("/log-in")).replace("<script src", "")


def test_after_log_out_one_is_out(client: Client) -> None:
    logged_in(client, an_assignment())
    assert client.get("/").status_code == 200
    client.post("/log-out")
    assert client.get("/").status_code == 302


def test_logging_out_needs_a_form_and_not_a_link(client: Client) -> None:
    assert client.get("/log-out").status_code == 405


def test_a_form_without_its_token_is_refused_with_an_explanation() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/language", {"language": "nn"})
    assert answer.status_code == 403
    assert "Ingenting ble lagret" in text(answer)
