"""Recognition of education is seen with the person, who sees it too; a document is enclosed for its own person alone."""

from django.db import migrations

from rotfeste.foundation.access.walls import limit
from rotfeste.registers.participants.scoping import minors_in, registered_wall
from rotfeste.registers.persons.scoping import own_rows

RECOGNITION, PAPER, ENCLOSURE = (f"qualification_{name}" for name in ("recognition", "paper", "enclosure"))
TABLES = (RECOGNITION, PAPER, ENCLOSURE)
OF_ONE_PERSON = f"""
    CREATE FUNCTION qualification_enclosed_for_its_own() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM 1 FROM {RECOGNITION} r JOIN {PAPER} p ON p.person_id = r.person_id
            WHERE r.id = NEW.recognition_id AND p.id = NEW.paper_id AND r.person_id = NEW.person_id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'enclosed_for_its_own_person'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'enclosed_for_its_own_person';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER enclosed_for_its_own_person BEFORE INSERT OR UPDATE ON {ENCLOSURE}
        FOR EACH ROW EXECUTE FUNCTION qualification_enclosed_for_its_own();
"""
WITHOUT = f"""
    DROP TRIGGER enclosed_for_its_own_person ON {ENCLOSURE}; DROP FUNCTION qualification_enclosed_for_its_own();
"""


class Migration(migrations.Migration):
    dependencies = [("qualification", "0014_recognition_of_education"), ("participants", "0003_walls")]

    operations = [
        *(registered_wall(table) for table in TABLES),
        *(limit(table, minors_in(table), name="minors") for table in TABLES),
        *(own_rows(table) for table in TABLES),
        migrations.RunSQL(OF_ONE_PERSON, WITHOUT),
    ]
