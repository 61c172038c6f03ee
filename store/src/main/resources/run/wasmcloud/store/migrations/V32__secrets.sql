-- Values that are shown to nobody, sealed with the master key that key_id names. They belong to the function, not to a
-- version. set_at tells when the value was set: sealing it anew under another key leaves it as it is.
CREATE TABLE secrets (
    function_id uuid NOT NULL REFERENCES functions ON DELETE CASCADE,
    name        text NOT NULL CHECK (name ~ '^[A-Za-z_][A-Za-z0-9_]*$' AND length(name) <= 128),
    key_id      text NOT NULL,
    sealed      bytea NOT NULL,
    set_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (function_id, name)
);
CREATE INDEX secrets_by_key ON secrets (key_id);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON secrets FOR EACH ROW EXECUTE FUNCTION keep_updated_at();

-- Executors read a function's secrets with the function. One that is removed as a whole tells of itself.
CREATE FUNCTION tell_of_secret() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed functions;
    now_at bigint;
BEGIN
    SELECT * INTO changed FROM functions WHERE id = COALESCE(NEW.function_id, OLD.function_id);
    IF FOUND THEN
        UPDATE revisions SET revision = revision + 1 RETURNING revision INTO now_at;
        PERFORM pg_notify('wasmcloud_changes', format('%s function %s %s', now_at, changed.id, changed.name));
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER tell_of_secret AFTER INSERT OR DELETE ON secrets
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tell_of_secret();
CREATE CONSTRAINT TRIGGER tell_of_changed_secret AFTER UPDATE ON secrets
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.set_at IS DISTINCT FROM NEW.set_at)
    EXECUTE FUNCTION tell_of_secret();
