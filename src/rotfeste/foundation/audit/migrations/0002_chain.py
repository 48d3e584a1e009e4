"""The chain of the trail: each event is linked to the one before by the database, and none is altered."""

from django.db import migrations

from rotfeste.foundation.access.walls import ACTOR, MINE, NATION, append_only, kept_by_database, wall

HEADS = """
INSERT INTO audit_head (stream, sequence, digest) SELECT number, 0, '' FROM generate_series(0, 31) AS number;
ALTER TABLE audit_head SET (fillfactor = 10);
"""

# A column as text that cannot be mistaken for two: its length in bytes, a colon and itself; «-» where it is missing.
FIELD = """
CREATE FUNCTION audit_field(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN value IS NULL THEN '-' ELSE octet_length(value)::text || ':' || value END;
"""

# One of 32 streams that nobody else holds just now, so that requests do not wait for each other. The function runs as
# its owner: the application's role may not write heads. The time is the database's: nobody writes an event into the past.
LINK = """
CREATE FUNCTION audit_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    head public.audit_head%ROWTYPE;
BEGIN
    SELECT * INTO head FROM public.audit_head
        ORDER BY (stream + pg_backend_pid()) % 32 LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        SELECT * INTO STRICT head FROM public.audit_head WHERE stream = pg_backend_pid() % 32 FOR UPDATE;
    END IF;
    NEW.stream := head.stream;
    NEW.sequence := head.sequence + 1;
    NEW.previous := head.digest;
    NEW.at := clock_timestamp();
    NEW.digest := sha256(head.digest || convert_to(concat(
        public.audit_field(NEW.id::text),
        public.audit_field(NEW.stream::text),
        public.audit_field(NEW.sequence::text),
        public.audit_field((extract(epoch FROM NEW.at) * 1000000)::bigint::text),
        public.audit_field(NEW.actor_id::text),
        public.audit_field(NEW.actor_name),
        public.audit_field(NEW.role),
        public.audit_field(NEW.organisation_id::text),
        public.audit_field(NEW.organisation_name),
        public.audit_field(NEW.verb),
        public.audit_field(NEW.what),
        public.audit_field(NEW.subject_id::text),
        public.audit_field(array_to_string(NEW.person_ids, ',')),
        public.audit_field(NEW.reason),
        public.audit_field(NEW.details::text)
    ), 'UTF8'));
    UPDATE public.audit_head SET sequence = NEW.sequence, digest = NEW.digest WHERE stream = NEW.stream;
    RETURN NEW;
END $$;
CREATE TRIGGER audit_link BEFORE INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_link();
"""

REFUSE = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is never altered: % on % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_refuse BEFORE DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""

OWN = f"(actor_id = {ACTOR} OR (actor_id IS NULL AND {ACTOR} IS NULL AND {NATION}))"
AUDITOR = "(SELECT current_setting('rotfeste.audit', true) = 'all')"
ADMINISTRATOR = f"((SELECT current_setting('rotfeste.audit', true) = 'organisation') AND organisation_id = {MINE})"
ABOUT_PERSON = "person_ids @> (SELECT ARRAY[nullif(current_setting('rotfeste.about_person', true), '')::bigint])"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(HEADS, "DELETE FROM audit_head"),
        migrations.RunSQL(FIELD, "DROP FUNCTION audit_field(text)"),
        migrations.RunSQL(LINK, "DROP TRIGGER audit_link ON audit_event; DROP FUNCTION audit_link()"),
        wall("audit_event", see=f"{OWN} OR {AUDITOR} OR {ADMINISTRATOR} OR {ABOUT_PERSON}", write=OWN),
        append_only("audit_event"),
        kept_by_database("audit_head"),
        migrations.RunSQL(
            REFUSE,
            "DROP TRIGGER audit_refuse ON audit_event; DROP TRIGGER audit_refuse ON audit_head;"
            "DROP FUNCTION audit_refuse()",
        ),
    ]
