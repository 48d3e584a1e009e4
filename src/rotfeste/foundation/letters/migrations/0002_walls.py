"""Who may read a letter; and that a journaled letter is never changed."""

from django.db import migrations

from rotfeste.foundation.access.walls import NATION, PROTECTED, wall

ORGANISATION = "(SELECT current_setting('rotfeste.reach', true) = 'organisation')"
MY_ORGANISATIONS = (
    "(SELECT string_to_array(nullif(current_setting('rotfeste.organisations', true), ''), ',')::bigint[])"
)
LETTER = f"({NATION} OR ({ORGANISATION} AND organisation_ids && {MY_ORGANISATIONS})) AND (NOT protected OR {PROTECTED})"
DISPATCH = "EXISTS (SELECT FROM letters_letter l WHERE l.id = letter_id)"
RECEIPT = "EXISTS (SELECT FROM letters_dispatch d WHERE d.id = dispatch_id)"

KEEP = """
CREATE FUNCTION letters_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.document IS NULL
        AND to_jsonb(OLD) - ARRAY['document', 'sha256', 'rendered_at'] = to_jsonb(NEW) - ARRAY['document', 'sha256', 'rendered_at']
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A journaled letter is kept as it was written.' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER letters_keep BEFORE UPDATE OR DELETE ON letters_letter FOR EACH ROW EXECUTE FUNCTION letters_keep();
"""


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_initial")]

    operations = [
        wall("letters_letter", see=LETTER),
        wall("letters_dispatch", see=DISPATCH),
        wall("letters_receipt", see=RECEIPT),
        migrations.RunSQL(KEEP, "DROP TRIGGER letters_keep ON letters_letter; DROP FUNCTION letters_keep()"),
    ]
