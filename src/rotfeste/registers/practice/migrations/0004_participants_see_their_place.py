"""A participant sees the place that is booked for them, and when."""

from django.db import migrations
from django.db.migrations.operations import RunSQL

from rotfeste.foundation.access.walls import MY_PERSONS, own_view

MINE = f"id IN (SELECT f.booking_id FROM practice_bookedfor f WHERE f.person_id = ANY ({MY_PERSONS}))"
# A function, since the wall of bookings asks about places: two policies that name each other are refused.
BOOKED_FOR_ME = """
    CREATE FUNCTION practice_booked_for_me(place bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (
            SELECT FROM practice_booking b JOIN practice_bookedfor f ON f.booking_id = b.id WHERE b.place_id = place
        )
    $$;
"""


class Migration(migrations.Migration):
    dependencies = [("practice", "0003_no_day_holds_too_many")]

    operations = [
        own_view("practice_booking", MINE),
        RunSQL(BOOKED_FOR_ME, "DROP FUNCTION practice_booked_for_me(bigint)"),
        own_view("practice_place", "practice_booked_for_me(id)"),
    ]
