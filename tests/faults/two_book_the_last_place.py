"""Two advisers book the last practice place at the same moment: one gets it, and the other is told that it is full."""

import threading
from datetime import timedelta
from decimal import Decimal

from django.db import connections

from rotfeste.casework.qualification import actions
from rotfeste.foundation.access import walls
from rotfeste.registers.practice.actions import CannotBook
from rotfeste.registers.practice.models import Booking
from tests.builders import NOW, TODAY, House
from tests.casework.qualification.someone_practises import a_place, in_programme

AT_A_TIME = 4


def test_the_last_place_goes_to_one_of_them(own_database: dict[str, str]) -> None:
    house = House()
    people = [in_programme(house) for _ in range(AT_A_TIME)]
    place = a_place(house.programme_adviser, capacity=2)
    together, said = threading.Barrier(AT_A_TIME), []

    def book(person_id: int) -> None:
        try:
            together.wait()
            with walls.asking(house.programme_adviser) as actor:
                until = TODAY + timedelta(days=30)
                given = {"from_on": TODAY, "until_on": until, "hours_week": Decimal(5), "now": NOW}
                actions.book_practice(person_id, place, actor=actor, **given)
            said.append("booked")
        except CannotBook as error:
            said.append(error.code)
        finally:
            connections.close_all()

    crew = [threading.Thread(target=book, args=(person_id,)) for person_id in people]
    for each in crew:
        each.start()
    for each in crew:
        each.join()
    assert sorted(said) == ["booked"] * 2 + ["no_day_holds_more_than_the_place_takes"] * 2
    with walls.asking(house.programme_adviser) as actor:
        assert Booking.objects.visible_to(actor).count() == 2
