"""The outbox in the browser: letters on their way, opened as PDF, and tried out in the demo."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from rotfeste.foundation.access import walls
from rotfeste.foundation.access.actor import Actor
from rotfeste.foundation.access.models import RoleAssignment
from rotfeste.foundation.letters.models import Dispatch
from tests.foundation.letters.conftest import World


def page_of(actor: Actor) -> Client:
    role, _ = RoleAssignment.objects.get_or_create(
        user_id=actor.user_id or 0,
        organisation_id=actor.organisation_id or 0,
        role=actor.role,
        defaults={"valid_from": date(2017, 1, 1)},
    )
    page = Client()
    session = page.session
    session["assignment_id"], session["seen_at"] = role.id, timezone.now().timestamp()
    session.save()
    return page


@pytest.fixture
def dispatch(world: World) -> Dispatch:
    letter = world.write()
    with walls.asking(world.kari):
        found: Dispatch = letter.dispatches.get()
        return found


def test_a_letter_is_opened_as_pdf_by_those_it_is_meant_for(world: World, dispatch: Dispatch) -> None:
    answer = page_of(world.ola).get(f"/letters/{dispatch.letter_id}.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    assert page_of(world.eva).get(f"/letters/{dispatch.letter_id}.pdf").status_code == 404
    assert page_of(world.administrator).get(f"/letters/{dispatch.letter_id}.pdf").status_code == 404


def test_the_outbox_lists_what_one_may_see(world: World, dispatch: Dispatch) -> None:
    assert "2017/000001" in page_of(world.kari).get("/letters/").content.decode()
    assert "2017/000001" not in page_of(world.kari).get("/letters/?status=failed").content.decode()
    assert "2017/000001" not in page_of(world.eva).get("/letters/").content.decode()
    assert page_of(world.eva).get(f"/letters/dispatches/{dispatch.id}/").status_code == 404


def test_the_demo_lets_one_play_the_recipient(world: World, dispatch: Dispatch, settings: Settings) -> None:
    page, address = page_of(world.kari), f"/letters/dispatches/{dispatch.id}/"
    assert page.post(f"{address}simulate/", {"read": "1"}).status_code == 404
    settings.DEMO = True
    assert "simulate" in page.get(address).content.decode()
    assert page.post(f"{address}simulate/", {"read": "1"}).status_code == 302
    shown = page.get(address).content.decode()
    assert "success" in shown
    assert "simulate/" not in shown


def test_only_those_who_send_may_send_again(world: World, dispatch: Dispatch) -> None:
    assert page_of(world.ola).post(f"/letters/dispatches/{dispatch.id}/again/").status_code == 404
    assert page_of(world.kari).post(f"/letters/dispatches/{dispatch.id}/again/").status_code == 302
