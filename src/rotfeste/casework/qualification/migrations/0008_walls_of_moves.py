"""A move is seen by both municipalities, the receiver from the day of the move; what is sent is never changed."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINE, MINORS, NATION, ORGANISATION, PROTECTED, limit, own_view, wall
from rotfeste.registers.persons.scoping import HIDDEN, is_mine

HANDOVER, PACKAGE = "qualification_handover", "qualification_package"
SEEN = "(SELECT true FROM persons_person p WHERE p.id = person_id)"
MOVED = "status NOT IN ('planned', 'called_off')"


def sides(table: str, when: str) -> str:
    """The SQL of a policy: the actor's organisation hands over, or receives."""
    received = f"({table}.receiver_id = {MINE} AND {when})"
    near = f"({ORGANISATION} AND ({table}.organisation_id = {MINE} OR {received}))"
    return f"({NATION} OR {near}) AND ({PROTECTED} OR {table}.person_id NOT IN ({HIDDEN}))"


def own_only(table: str) -> migrations.RunSQL:
    """Only the municipality that hands over writes a new row."""
    return migrations.RunSQL(
        sql=f"CREATE POLICY hands_over ON {table} AS RESTRICTIVE FOR INSERT"
        f" WITH CHECK ({NATION} OR organisation_id = {MINE})",
        reverse_sql=f"DROP POLICY hands_over ON {table}",
    )


FROZEN = f"""
    CREATE FUNCTION qualification_package_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' OR (NEW.content, NEW.sha256, NEW.number, NEW.sent_at, NEW.handover_id, NEW.person_id,
            NEW.organisation_id, NEW.receiver_id) IS DISTINCT FROM (OLD.content, OLD.sha256, OLD.number, OLD.sent_at,
            OLD.handover_id, OLD.person_id, OLD.organisation_id, OLD.receiver_id)
            OR (OLD.received_at IS NOT NULL AND NEW.received_at IS DISTINCT FROM OLD.received_at)
        THEN
            RAISE EXCEPTION 'what_is_sent_is_frozen'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'what_is_sent_is_frozen';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER frozen BEFORE UPDATE OR DELETE ON {PACKAGE}
        FOR EACH ROW EXECUTE FUNCTION qualification_package_frozen();
"""
THAWED = f"DROP TRIGGER frozen ON {PACKAGE}; DROP FUNCTION qualification_package_frozen()"


class Migration(migrations.Migration):
    dependencies = [("qualification", "0007_moves_and_packages"), ("participants", "0011_endings_by_moving")]

    operations = [
        wall(HANDOVER, see=sides(HANDOVER, MOVED)),
        wall(PACKAGE, see=sides(PACKAGE, "true")),
        own_only(HANDOVER),
        own_only(PACKAGE),
        *(
            limit(
                table,
                f"{MINORS} OR {SEEN} OR ({ORGANISATION} AND (organisation_id = {MINE} OR receiver_id = {MINE}))",
                name="minors",
            )
            for table in (HANDOVER, PACKAGE)
        ),
        own_view(HANDOVER, f"{is_mine(f'{HANDOVER}.person_id')} AND {MOVED}"),
        own_view(PACKAGE, is_mine(f"{PACKAGE}.person_id")),
        migrations.RunSQL(FROZEN, THAWED),
    ]
