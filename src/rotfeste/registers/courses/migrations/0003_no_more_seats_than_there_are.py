"""No day has more seats taken than the course has, sessions are inside its time, and nobody attends more than was held.

Who takes a seat at the same time waits: a lock for each course, until the first has been committed.
"""

from django.db import migrations

COURSE, SESSION, SEAT, ATTENDANCE = "courses_course", "courses_session", "courses_seat", "courses_attendance"
HOLDS = "status <> 'withdrawn'"
ALONE = "PERFORM pg_advisory_xact_lock(hashtextextended('courses_course', {course}))"
ABOUT_SOMEONE = ("courses_seatfor", "courses_unregisteredhours")


def refuse(name: str) -> str:
    return f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'"


MOST = f"""
    CREATE FUNCTION courses_most_at_once(of_course bigint, begins date, ends date, but bigint) RETURNS bigint
    LANGUAGE sql STABLE AS $$
        WITH held AS (
            SELECT from_on, coalesce(until_on, 'infinity'::date) AS until_on FROM {SEAT}
            WHERE course_id = of_course AND {HOLDS} AND id <> but
        ), within AS (SELECT * FROM held WHERE from_on < ends AND until_on > begins
        ), days AS (SELECT greatest(from_on, begins) AS day FROM within)
        SELECT coalesce(max((SELECT count(*) FROM within WHERE from_on <= day AND until_on > day)), 0) FROM days
    $$;
"""
ROOM = f"""
    CREATE FUNCTION courses_room() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE c record;
    BEGIN
        IF NEW.{HOLDS} THEN
            {ALONE.format(course="NEW.course_id")};
            SELECT organisation_id, capacity INTO c FROM {COURSE} WHERE id = NEW.course_id;
            IF NOT FOUND OR c.organisation_id <> NEW.holder_id
            THEN {refuse("a_course_that_may_be_used")}; END IF;
            IF courses_most_at_once(NEW.course_id, NEW.from_on, coalesce(NEW.until_on, 'infinity'::date), NEW.id)
                >= c.capacity
            THEN {refuse("no_more_seats_than_there_are")}; END IF;
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER room_in_the_course BEFORE INSERT OR UPDATE ON {SEAT}
        FOR EACH ROW EXECUTE FUNCTION courses_room();
    CREATE FUNCTION courses_room_for_those_who_came() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {ALONE.format(course="NEW.id")};
        PERFORM 1 FROM {SESSION} WHERE course_id = NEW.id AND (day < NEW.from_on OR day >= NEW.until_on);
        IF FOUND THEN {refuse("a_session_is_inside_the_time_of_its_course")}; END IF;
        IF NEW.capacity < OLD.capacity AND courses_most_at_once(NEW.id, '-infinity', 'infinity', 0) > NEW.capacity
        THEN {refuse("no_fewer_seats_than_are_taken")}; END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER room_for_those_who_came BEFORE UPDATE ON {COURSE}
        FOR EACH ROW EXECUTE FUNCTION courses_room_for_those_who_came();
    CREATE FUNCTION courses_inside() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM 1 FROM {COURSE} c WHERE c.id = NEW.course_id AND c.from_on <= NEW.day AND NEW.day < c.until_on;
        IF NOT FOUND THEN {refuse("a_session_is_inside_the_time_of_its_course")}; END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER inside_its_course BEFORE INSERT OR UPDATE ON {SESSION}
        FOR EACH ROW EXECUTE FUNCTION courses_inside();
    CREATE FUNCTION courses_attended() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE of_session record;
    BEGIN
        SELECT s.hours INTO of_session FROM {SESSION} s JOIN {SEAT} t ON t.course_id = s.course_id
            WHERE s.id = NEW.session_id AND t.id = NEW.seat_id;
        IF NOT FOUND THEN {refuse("a_seat_and_a_session_of_one_course")}; END IF;
        IF NEW.hours > of_session.hours THEN {refuse("no_more_hours_than_the_session")}; END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER no_more_than_was_held BEFORE INSERT OR UPDATE ON {ATTENDANCE}
        FOR EACH ROW EXECUTE FUNCTION courses_attended();
"""
SAME = "".join(
    f"CREATE TRIGGER about_the_enrolled BEFORE INSERT OR UPDATE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION participants_same_person();"
    for table in ABOUT_SOMEONE
)
GONE = (
    "".join(f"DROP TRIGGER about_the_enrolled ON {table};" for table in ABOUT_SOMEONE)
    + f"""
    DROP TRIGGER no_more_than_was_held ON {ATTENDANCE}; DROP FUNCTION courses_attended();
    DROP TRIGGER inside_its_course ON {SESSION}; DROP FUNCTION courses_inside();
    DROP TRIGGER room_for_those_who_came ON {COURSE}; DROP FUNCTION courses_room_for_those_who_came();
    DROP TRIGGER room_in_the_course ON {SEAT}; DROP FUNCTION courses_room();
    DROP FUNCTION courses_most_at_once(bigint, date, date, bigint);
"""
)


class Migration(migrations.Migration):
    dependencies = [("courses", "0002_walls"), ("participants", "0002_what_must_never_be")]

    operations = [migrations.RunSQL(MOST + ROOM + SAME, GONE)]
