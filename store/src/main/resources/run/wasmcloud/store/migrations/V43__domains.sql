-- Host names of functions' own. One leads to its function while its DNS proves that its owner wants so; until then, and
-- when it does no longer, anybody may claim it.
CREATE TABLE domains (
    function_id uuid NOT NULL REFERENCES functions ON DELETE CASCADE,
    host        text NOT NULL CHECK (length(host) <= 253 AND host ~ '^[a-z0-9-]+(\.[a-z0-9-]+)+$'),
    verified_at timestamptz,
    checked_at  timestamptz NOT NULL DEFAULT now(),
    failures    integer NOT NULL DEFAULT 0 CHECK (failures >= 0),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (function_id, host)
);
CREATE UNIQUE INDEX domains_that_lead ON domains (host) WHERE verified_at IS NOT NULL;
CREATE INDEX domains_by_check ON domains (checked_at);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON domains FOR EACH ROW EXECUTE FUNCTION keep_updated_at();

CREATE FUNCTION tell_of_domain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed domains;
    label text;
    now_at bigint;
BEGIN
    changed := COALESCE(NEW, OLD);
    SELECT name INTO label FROM functions WHERE id = changed.function_id;
    IF FOUND THEN
        UPDATE revisions SET revision = revision + 1 RETURNING revision INTO now_at;
        PERFORM pg_notify('wasmcloud_changes', format('%s function %s %s', now_at, changed.function_id, label));
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER tell_of_domain AFTER INSERT OR UPDATE OF verified_at OR DELETE ON domains
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tell_of_domain();
