-- How much of an allowance is used: until full_again, something is. A slot is a keyed hash of whom it is for, so the
-- table cannot outgrow a million rows a rule, whatever is tried.
CREATE TABLE throttles (
    rule       text NOT NULL,
    slot       integer NOT NULL CHECK (slot BETWEEN 0 AND 1048575),
    full_again timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (rule, slot)
);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON throttles FOR EACH ROW EXECUTE FUNCTION keep_updated_at();

-- The networks that users have signed in from.
CREATE TABLE known_networks (
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    network    text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, network)
);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON known_networks FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
