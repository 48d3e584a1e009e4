"""A session ends in the middle of a form: what was typed is kept, and given back to the same person."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from rotfeste.foundation.access.models import HeldForm, Organisation, RoleAssignment, User
from rotfeste.foundation.access.session import forget_old

TYPED = {"name": "Nora Vik", "email": "nora@example.no", "birth_number": "", "role": "finance"}
FORM = "/users/add/"


@pytest.fixture
def administrator(db: None) -> RoleAssignment:
    return an_administrator("a")


def an_administrator(subject: str) -> RoleAssignment:
    organisation, _ = Organisation.objects.get_or_create(kind="municipality", name="Ås kommune")
    return RoleAssignment.objects.create(
        user=User.objects.create(subject=subject, name=f"User {subject}"),
        organisation=organisation,
        role="administrator",
        valid_from=date(2017, 1, 1),
    )


def enter(page: Client, role: RoleAssignment, *, idle: int = 0) -> None:
    """The browser's session is this person's, last seen so many seconds ago."""
    session = page.session
    session["assignment_id"], session["level"] = role.id, "substantial"
    session["seen_at"] = timezone.now().timestamp() - idle
    session.save()
    page.cookies["sessionid"] = session.session_key or ""


def send(page: Client, **headers: str) -> str:
    """The form is sent; returns where it leads."""
    answer = page.post(FORM, TYPED, headers=headers or {"referer": f"http://testserver{FORM}"})
    return str(answer.headers.get("Location", ""))


def test_what_was_typed_comes_back_after_log_in(administrator: RoleAssignment) -> None:
    page = Client()
    enter(page, administrator, idle=4000)
    assert send(page) == "/log-in?next=%2Fusers%2Fadd%2F"
    enter(page, administrator)
    shown = page.get(FORM)
    assert "Nora Vik" in shown.content.decode()
    assert "ikke lagret" in shown.content.decode() or "nothing was saved" in shown.content.decode()
    assert not RoleAssignment.objects.filter(user__name="Nora Vik").exists()


def test_it_comes_back_once(administrator: RoleAssignment) -> None:
    page = Client()
    enter(page, administrator, idle=4000)
    send(page)
    enter(page, administrator)
    page.get(FORM)
    assert "Nora Vik" not in page.get(FORM).content.decode()
    assert not HeldForm.objects.exists()


def test_another_person_does_not_get_it(administrator: RoleAssignment) -> None:
    page = Client()
    enter(page, administrator, idle=4000)
    send(page)
    enter(page, an_administrator("b"))
    assert "Nora Vik" not in page.get(FORM).content.decode()


def test_another_browser_does_not_get_it(administrator: RoleAssignment) -> None:
    page, other = Client(), Client()
    enter(page, administrator, idle=4000)
    send(page)
    enter(other, administrator)
    assert "Nora Vik" not in other.get(FORM).content.decode()


def test_the_database_holds_nothing_that_it_can_read(administrator: RoleAssignment) -> None:
    page = Client()
    enter(page, administrator, idle=4000)
    send(page)
    with connection.cursor() as cursor:
        cursor.execute("SELECT token, sealed FROM access_heldform")
        token, sealed = cursor.fetchone()
    assert page.cookies["held"].value != token
    assert b"Nora" not in bytes(sealed)
    assert page.cookies["held"]["httponly"]


def test_a_session_that_stands_is_not_disturbed(administrator: RoleAssignment) -> None:
    page = Client()
    enter(page, administrator)
    assert page.post(FORM, TYPED).status_code == 200
    assert not HeldForm.objects.exists()


def test_a_stranger_has_nothing_kept(db: None) -> None:
    assert send(Client()).startswith("/log-in")
    assert not HeldForm.objects.exists()


@pytest.mark.parametrize("headers", [{"referer": "https://evil.example/x"}, {"origin": "https://evil.example"}])
def test_a_form_from_another_site_is_not_kept(administrator: RoleAssignment, headers: dict[str, str]) -> None:
    page = Client()
    enter(page, administrator, idle=4000)
    send(page, **headers)
    assert not HeldForm.objects.exists()


def test_the_log_in_form_itself_is_not_kept(administrator: RoleAssignment) -> None:
    page = Client()
    enter(page, administrator, idle=4000)
    page.post("/log-in", {"assignment": "1"})
    assert not HeldForm.objects.exists()


def test_what_nobody_came_back_for_is_removed_after_a_day(administrator: RoleAssignment) -> None:
    page = Client()
    enter(page, administrator, idle=4000)
    send(page)
    assert forget_old() == 0
    HeldForm.objects.update(held_at=timezone.now() - timedelta(hours=25))
    enter(page, administrator)
    assert "Nora Vik" not in page.get(FORM).content.decode()
    assert forget_old() == 1
