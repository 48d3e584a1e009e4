"""A host municipality confirms what it offers a centre; no two on the same day; also closed centres are counted."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from rotfeste.foundation.access import walls
from rotfeste.registers.participants import actions as register
from rotfeste.registers.participants import queries as participants
from rotfeste.registers.participants.actions import CannotRegister
from rotfeste.registers.participants.models import HostMonth, HostOffer
from tests.builders import NOW, TODAY, House, a_browser

pytestmark = pytest.mark.django_db
APRIL, MAY = date(2017, 4, 1), date(2017, 5, 1)


def refused(code: str) -> Any:
    return pytest.raises(CannotRegister, match=f"^{code}$")


def test_two_municipalities_do_not_offer_the_same_centre_the_same_training_on_one_day() -> None:
    house = House()
    said: dict[str, Any] = {"now": NOW}
    with walls.asking(house.programme_adviser) as actor:
        row = register.confirm_host_offer(house.centre.id, "reception", offered_on=APRIL, actor=actor, **said)
    with walls.asking(house.programme_adviser_b) as actor:
        with refused("one_host_at_a_time"):
            register.confirm_host_offer(house.centre.id, "reception", offered_on=MAY, actor=actor, **said)
        register.confirm_host_offer(house.centre.id, "culture", offered_on=MAY, actor=actor, **said)
        with pytest.raises(HostOffer.DoesNotExist):
            register.register_host_month(row.id, APRIL, participants=1, hours=1, actor=actor, **said)
    with walls.asking(house.programme_adviser) as actor:
        register.end_host_offer(row.id, last_day=date(2017, 4, 30), actor=actor, **said)
    with walls.asking(house.programme_adviser_b) as actor:
        register.confirm_host_offer(house.centre.id, "reception", offered_on=MAY, actor=actor, **said)
        assert len(participants.host_offers(actor=actor)) == 2


def test_months_are_registered_inside_the_offer_also_after_the_centre_has_closed() -> None:
    house = House()
    with walls.asking(house.programme_adviser) as actor:
        said: dict[str, Any] = {"now": NOW, "actor": actor}
        row = register.confirm_host_offer(house.centre.id, "reception", offered_on=APRIL, **said)
        register.end_host_offer(row.id, last_day=date(2017, 4, 30), **said)
        register.register_host_month(row.id, APRIL, participants=12, hours=240, **said)
        register.register_host_month(row.id, APRIL, participants=12, hours=250, **said)
        assert HostMonth.objects.visible_to(actor).get().hours == 250
        with refused("not_offered_in_the_month"):
            register.register_host_month(row.id, MAY, participants=12, hours=240, **said)
        with refused("no_more_hours_than_a_month_holds"):
            register.register_host_month(row.id, APRIL, participants=1, hours=201, **said)
        with refused("in_the_future"):
            register.register_host_month(row.id, date(2030, 1, 1), participants=1, hours=1, **said)
    with walls.asking(house.staff) as actor, refused("only_a_municipality_hosts"):
        register.confirm_host_offer(house.centre.id, "culture", offered_on=APRIL, now=NOW, actor=actor)


def test_an_offer_is_confirmed_counted_and_ended_in_the_browser() -> None:
    house = House()
    browser = a_browser(house.programme_adviser)
    here = reverse("qualification:reception")
    given = {"centre": house.centre.id, "activity": "reception", "offered_on": APRIL}
    assert browser.post(reverse("qualification:confirm_host_offer"), given).status_code == 302
    with walls.asking(house.programme_adviser) as actor:
        row = HostOffer.objects.visible_to(actor).get()
    month = reverse("qualification:host_month", args=[row.id])
    assert browser.post(month, {"month": APRIL, "participants": 0, "hours": 5}).status_code == 200
    assert browser.post(month, {"month": APRIL, "participants": 12, "hours": 240}).status_code == 302
    assert "240" in browser.get(here).content.decode()
    assert browser.post(reverse("qualification:end_host_offer", args=[row.id]), {"last_day": TODAY}).status_code == 302
    assert a_browser(house.programme_adviser_b).get(month).status_code == 404
