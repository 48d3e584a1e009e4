"""A course is seen by those who may use it; seats and sessions by staff; for whom, by those who see the person."""

from django.db import migrations

from rotfeste.foundation.access.walls import AUDIT, MINE, MYSELF, NATION, SOMEONE, limit, own_view, wall
from rotfeste.registers.participants.scoping import minors_in, registered_wall
from rotfeste.registers.persons.scoping import own_rows

CODES = "SELECT left(place_code, {n}) FROM access_organisation WHERE place_code IS NOT NULL AND id = {mine}"
COURSE, SESSION, SEAT, ATTENDANCE = "courses_course", "courses_session", "courses_seat", "courses_attendance"
ABOUT_SOMEONE = ("courses_seatfor", "courses_unregisteredhours")
OWN, HELD = f"organisation_id = {MINE}", f"holder_id = {MINE}"
AREAS, COUNTIES = (f"ANY (ARRAY({CODES.format(n=n, mine=MINE)}))" for n in (4, 2))
STAFF = f"({SOMEONE} AND NOT {MYSELF})"
SEATED = f"(SELECT true FROM {SEAT} s WHERE s.course_id = {COURSE}.id AND s.organisation_id = {MINE} LIMIT 1)"
USABLE = (
    f"{OWN} OR (shared = 'country' AND {STAFF}) OR area = {AREAS}"
    f" OR (shared = 'county' AND left(area, 2) = {COUNTIES}) OR {SEATED}"
)
OF_OWN = f"(SELECT true FROM {COURSE} c WHERE c.id = {SESSION}.course_id AND c.organisation_id = {MINE})"
ATTENDED = f"(SELECT true FROM {SEAT} s WHERE s.id = {ATTENDANCE}.seat_id AND (s.organisation_id = {MINE} OR s.holder_id = {MINE}))"
REPORTED = f"(SELECT true FROM {SEAT} s WHERE s.id = {ATTENDANCE}.seat_id AND s.holder_id = {MINE})"


class Migration(migrations.Migration):
    dependencies = [("courses", "0001_courses_and_seats"), ("participants", "0003_walls")]

    operations = [
        wall(COURSE, see=f"{NATION} OR {AUDIT} OR {USABLE}", write=f"{NATION} OR {OWN}"),
        wall(SESSION, see=STAFF, write=f"{NATION} OR {OF_OWN}"),
        # It names no person, and what is free is wrong unless every seat is counted.
        wall(SEAT, see=STAFF, write=f"{NATION} OR {OWN} OR {HELD}"),
        wall(ATTENDANCE, see=f"{NATION} OR {ATTENDED}", write=f"{NATION} OR {REPORTED}"),
        *(registered_wall(table) for table in ABOUT_SOMEONE),
        *(limit(table, minors_in(table), name="minors") for table in ABOUT_SOMEONE),
        *(own_rows(table) for table in ABOUT_SOMEONE),
        own_view(SEAT, "id IN (SELECT f.seat_id FROM courses_seatfor f)"),
        own_view(COURSE, f"id IN (SELECT s.course_id FROM {SEAT} s)"),
        own_view(SESSION, f"course_id IN (SELECT s.course_id FROM {SEAT} s)"),
        own_view(ATTENDANCE, f"seat_id IN (SELECT s.id FROM {SEAT} s)"),
    ]
