"""A place is seen by those who may use it; when it is held, by staff; for whom, by those who see the person."""

from django.db import migrations

from rotfeste.foundation.access.walls import AUDIT, MINE, NATION, SOMEONE, limit, wall
from rotfeste.registers.participants.scoping import minors_in, registered_wall
from rotfeste.registers.persons.scoping import own_rows

CODES = "SELECT left(place_code, {n}) FROM access_organisation WHERE place_code IS NOT NULL AND id = {mine}"
PLACE, BOOKING, BOOKED = "practice_place", "practice_booking", "practice_bookedfor"
OWN = f"organisation_id = {MINE}"
AREAS, COUNTIES = (f"ANY (ARRAY({CODES.format(n=n, mine=MINE)}))" for n in (4, 2))
USABLE = f"{OWN} OR area = {AREAS} OR (shared = 'county' AND left(area, 2) = {COUNTIES})"
OF_OWN_PLACE = f"(SELECT true FROM {PLACE} p WHERE p.id = {BOOKING}.place_id AND p.organisation_id = {MINE})"


class Migration(migrations.Migration):
    dependencies = [("practice", "0001_places_and_bookings"), ("participants", "0003_walls")]

    operations = [
        wall(PLACE, see=f"{NATION} OR {AUDIT} OR {USABLE}", write=OWN),
        # It names no person, and the sum of a day is wrong unless every booking is counted.
        wall(BOOKING, see=SOMEONE, write=f"{NATION} OR {OWN} OR {OF_OWN_PLACE}"),
        registered_wall(BOOKED),
        limit(BOOKED, minors_in(BOOKED), name="minors"),
        own_rows(BOOKED),
    ]
