"""No overlapping decisions of one kind, measures inside their decision, hours in a month with a right; one person each."""

from django.db import migrations

PERSON = "int8range(person_id, person_id, '[]') WITH &&"
ENROLMENT = "int8range(enrolment_id, enrolment_id, '[]') WITH &&"


def kind_of(column: str) -> str:
    """Equality of a text in an exclusion constraint, without an extension."""
    return f"int4range(hashtext({column}), hashtext({column}), '[]') WITH &&"


def never_twice(table: str, name: str, parts: str, where: str = "") -> migrations.RunSQL:
    condition = f" WHERE ({where})" if where else ""
    return migrations.RunSQL(
        sql=f"ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist ({parts}){condition}",
        reverse_sql=f"ALTER TABLE {table} DROP CONSTRAINT {name}",
    )


def guard(function: str, body: str, *triggers: str) -> migrations.RunSQL:
    """A trigger function, and where it stands."""
    names = [line.split()[2] for line in triggers]
    tables = [line.split(" ON ")[1].split()[0] for line in triggers]
    made = f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$;"
    made += ";".join(f"{line} FOR EACH ROW EXECUTE FUNCTION {function}()" for line in triggers)
    gone = ";".join(f"DROP TRIGGER {name} ON {table}" for name, table in zip(names, tables, strict=True))
    return migrations.RunSQL(made, f"{gone}; DROP FUNCTION {function}()")


def refuse(name: str) -> str:
    return f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'"


SAME_PERSON = f"""
    BEGIN
        PERFORM 1 FROM participants_enrolment e WHERE e.id = NEW.enrolment_id AND e.person_id = NEW.person_id;
        IF NOT FOUND THEN {refuse("about_the_one_who_is_enrolled")}; END IF;
        RETURN NEW;
    END
"""
MEASURE = f"""
    BEGIN
        PERFORM 1 FROM participants_decision d
            WHERE d.id = NEW.decision_id AND d.person_id = NEW.person_id
            AND d.from_on <= NEW.from_on AND (d.until_on IS NULL OR d.until_on >= NEW.until_on);
        IF NOT FOUND THEN {refuse("a_measure_is_inside_its_decision")}; END IF;
        RETURN NEW;
    END
"""
DECISION = f"""
    BEGIN
        PERFORM 1 FROM participants_measure m
            WHERE m.decision_id = NEW.id AND (m.from_on < NEW.from_on OR m.until_on > NEW.until_on);
        IF FOUND THEN {refuse("a_measure_is_inside_its_decision")}; END IF;
        RETURN NEW;
    END
"""
HOURS = f"""
    DECLARE e record; days integer;
    BEGIN
        SELECT started_on, least(ended_on, until_on) AS over INTO e
            FROM participants_enrolment WHERE id = NEW.enrolment_id;
        days := least((NEW.month + interval '1 month')::date, coalesce(e.over, 'infinity'::date))
            - greatest(NEW.month, e.started_on);
        IF days IS NULL OR days <= 0 THEN {refuse("hours_are_in_a_month_with_a_right")}; END IF;
        IF NEW.hours + NEW.absent_hours > days * 24 THEN {refuse("no_more_hours_than_a_month_holds")}; END IF;
        RETURN NEW;
    END
"""
ENDING = f"""
    BEGIN
        PERFORM 1 FROM participants_enrolment e
            WHERE e.id = NEW.enrolment_id AND e.status = 'ended' AND e.ended_on = NEW.ended_on;
        IF NOT FOUND THEN {refuse("an_ending_is_on_the_day_it_ended")}; END IF;
        RETURN NEW;
    END
"""
OF_AN_ENROLMENT = ("measure", "monthlyhours", "absence", "leave", "interruption", "ending")


class Migration(migrations.Migration):
    dependencies = [("participants", "0001_what_is_registered")]

    operations = [
        never_twice(
            "participants_decision",
            "one_decision_of_a_kind_at_a_time",
            f"{PERSON}, {kind_of('kind')}, daterange(from_on, until_on) WITH &&",
            "status = 'in_force' AND outcome = 'granted'",
        ),
        never_twice(
            "participants_enrolment",
            "enrolled_once_at_a_time",
            f"{PERSON}, {kind_of('activity')}, daterange(started_on, ended_on) WITH &&",
        ),
        never_twice("participants_leave", "one_leave_at_a_time", f"{ENROLMENT}, daterange(from_on, until_on) WITH &&"),
        never_twice(
            "participants_interruption",
            "interrupted_once_at_a_time",
            f"{ENROLMENT}, daterange(from_on, until_on) WITH &&",
        ),
        never_twice(
            "participants_absence",
            "away_once_at_a_time",
            f"{ENROLMENT}, daterange(from_on, until_on) WITH &&",
            "hours IS NULL",
        ),
        guard(
            "participants_same_person",
            SAME_PERSON,
            *(
                f"CREATE TRIGGER about_the_enrolled BEFORE INSERT OR UPDATE ON participants_{table}"
                for table in OF_AN_ENROLMENT
            ),
        ),
        guard(
            "participants_measure_inside",
            MEASURE,
            "CREATE TRIGGER inside_its_decision BEFORE INSERT OR UPDATE ON participants_measure",
        ),
        guard(
            "participants_decision_around",
            DECISION,
            "CREATE TRIGGER around_its_measures BEFORE UPDATE ON participants_decision",
        ),
        guard(
            "participants_hours_in_month",
            HOURS,
            "CREATE TRIGGER in_a_month_with_a_right BEFORE INSERT OR UPDATE ON participants_monthlyhours",
        ),
        guard(
            "participants_ending_dated",
            ENDING,
            "CREATE TRIGGER on_the_day_it_ended BEFORE INSERT OR UPDATE ON participants_ending",
        ),
    ]
