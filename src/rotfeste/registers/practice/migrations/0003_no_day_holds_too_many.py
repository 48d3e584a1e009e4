"""No day holds more than the place takes, nobody practises when it is not there, and it is for the one enrolled.

Who comes at the same time waits: a lock for each place, until the first has been committed. An exclusion constraint
with numbered seats would also refuse what has room: someone may need two half-free seats after each other.
"""

from django.db import migrations

PLACE, BOOKING, BOOKED = "practice_place", "practice_booking", "practice_bookedfor"
HOLDS = "status NOT IN ('declined', 'withdrawn')"
ALONE = "PERFORM pg_advisory_xact_lock(hashtextextended('practice_place', {place}))"


def refuse(name: str) -> str:
    return f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'"


MOST = f"""
    CREATE FUNCTION practice_most_at_once(of_place bigint, begins date, ends date, but bigint) RETURNS bigint
    LANGUAGE sql STABLE AS $$
        WITH held AS (
            SELECT from_on, until_on FROM {BOOKING}
            WHERE place_id = of_place AND {HOLDS} AND id <> but AND from_on < ends AND until_on > begins
        ), days AS (SELECT greatest(from_on, begins) AS day FROM held)
        SELECT coalesce(max((SELECT count(*) FROM held WHERE from_on <= day AND until_on > day)), 0) FROM days
    $$;
"""
ROOM = f"""
    CREATE FUNCTION practice_room() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE p record;
    BEGIN
        IF NEW.{HOLDS} THEN
            {ALONE.format(place="NEW.place_id")};
            SELECT from_on, until_on, capacity INTO p FROM {PLACE} WHERE id = NEW.place_id;
            IF NOT FOUND THEN {refuse("a_place_that_may_be_used")}; END IF;
            IF NEW.from_on < p.from_on OR NEW.until_on > p.until_on
            THEN {refuse("a_booking_is_inside_the_time_of_its_place")}; END IF;
            IF practice_most_at_once(NEW.place_id, NEW.from_on, NEW.until_on, NEW.id) >= p.capacity
            THEN {refuse("no_day_holds_more_than_the_place_takes")}; END IF;
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER room_on_every_day BEFORE INSERT OR UPDATE ON {BOOKING}
        FOR EACH ROW EXECUTE FUNCTION practice_room();
    CREATE FUNCTION practice_room_for_those_who_came() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {ALONE.format(place="NEW.id")};
        PERFORM 1 FROM {BOOKING} WHERE place_id = NEW.id AND {HOLDS}
            AND (from_on < NEW.from_on OR until_on > NEW.until_on);
        IF FOUND THEN {refuse("a_booking_is_inside_the_time_of_its_place")}; END IF;
        IF practice_most_at_once(NEW.id, '-infinity', 'infinity', 0) > NEW.capacity
        THEN {refuse("no_fewer_places_than_are_booked")}; END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER room_for_those_who_came BEFORE UPDATE ON {PLACE}
        FOR EACH ROW EXECUTE FUNCTION practice_room_for_those_who_came();
    CREATE TRIGGER about_the_enrolled BEFORE INSERT OR UPDATE ON {BOOKED}
        FOR EACH ROW EXECUTE FUNCTION participants_same_person();
"""
GONE = f"""
    DROP TRIGGER about_the_enrolled ON {BOOKED};
    DROP TRIGGER room_for_those_who_came ON {PLACE}; DROP FUNCTION practice_room_for_those_who_came();
    DROP TRIGGER room_on_every_day ON {BOOKING}; DROP FUNCTION practice_room();
    DROP FUNCTION practice_most_at_once(bigint, date, date, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("practice", "0002_walls"), ("participants", "0002_what_must_never_be")]

    operations = [migrations.RunSQL(MOST + ROOM, GONE)]
