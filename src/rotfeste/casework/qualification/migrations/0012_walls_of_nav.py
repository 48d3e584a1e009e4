"""What goes to NAV is seen by the municipality and the person; without the person's yes the database lets nothing go."""

from django.db import migrations

from rotfeste.foundation.access.walls import MINE, MINORS, ORGANISATION, append_only, limit, own_view
from rotfeste.registers.participants.scoping import registered_wall
from rotfeste.registers.persons.scoping import is_mine, own_rows

PACKAGE, CONSENT = "qualification_navpackage", "qualification_navconsent"
SEEN = "(SELECT true FROM persons_person p WHERE p.id = person_id)"
OWN = f"({ORGANISATION} AND organisation_id = {MINE})"
ALONE = "PERFORM pg_advisory_xact_lock(hashtextextended('navpackage', {key}))"


def refuse(name: str) -> str:
    return f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}'"


ONLY_WITH_CONSENT = f"""
    CREATE FUNCTION qualification_nav_with_consent() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE said record;
    BEGIN
        IF TG_OP = 'INSERT' THEN
            IF NEW.status <> 'prepared' THEN {refuse("only_with_consent")}; END IF;
            RETURN NEW;
        END IF;
        IF OLD.sent_at IS NOT NULL AND (NEW.content, NEW.sha256, NEW.office, NEW.sent_at)
            IS DISTINCT FROM (OLD.content, OLD.sha256, OLD.office, OLD.sent_at)
        THEN {refuse("what_is_sent_is_frozen")}; END IF;
        IF NEW.sent_at IS NOT NULL AND OLD.sent_at IS NULL THEN
            {ALONE.format(key="NEW.id")};
            SELECT agrees, registered_at INTO said FROM {CONSENT} WHERE package_id = NEW.id ORDER BY id DESC LIMIT 1;
            IF said.agrees IS NOT TRUE OR said.registered_at < NEW.prepared_at
            THEN {refuse("only_with_consent")}; END IF;
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER only_with_consent BEFORE INSERT OR UPDATE ON {PACKAGE}
        FOR EACH ROW EXECUTE FUNCTION qualification_nav_with_consent();
    CREATE FUNCTION qualification_nav_said_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {ALONE.format(key="NEW.package_id")};
        PERFORM 1 FROM {PACKAGE} p WHERE p.id = NEW.package_id AND p.person_id = NEW.person_id AND p.status = 'prepared';
        IF NOT FOUND THEN {refuse("said_before_it_is_sent")}; END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER said_before_it_is_sent BEFORE INSERT ON {CONSENT}
        FOR EACH ROW EXECUTE FUNCTION qualification_nav_said_in_time();
"""
WITHOUT = f"""
    DROP TRIGGER only_with_consent ON {PACKAGE}; DROP FUNCTION qualification_nav_with_consent();
    DROP TRIGGER said_before_it_is_sent ON {CONSENT}; DROP FUNCTION qualification_nav_said_in_time();
"""


class Migration(migrations.Migration):
    dependencies = [("qualification", "0011_packages_to_nav"), ("participants", "0003_walls")]

    operations = [
        *(registered_wall(table) for table in (PACKAGE, CONSENT)),
        *(limit(table, f"{MINORS} OR {SEEN} OR {OWN}", name="minors") for table in (PACKAGE, CONSENT)),
        own_rows(PACKAGE),
        own_view(CONSENT, is_mine(f"{CONSENT}.person_id"), write=is_mine(f"{CONSENT}.person_id")),
        append_only(CONSENT),
        migrations.RunSQL(ONLY_WITH_CONSENT, WITHOUT),
    ]
