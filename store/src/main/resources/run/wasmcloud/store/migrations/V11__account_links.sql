-- What a link that is mailed, or handed out by an administrator, lets its bearer do once: the row goes when it is used.
CREATE TABLE account_links (
    token_hash    bytea PRIMARY KEY CHECK (length(token_hash) = 32),
    purpose       text NOT NULL CHECK (purpose IN ('sign_up', 'verify', 'reset')),
    user_id       uuid REFERENCES users ON DELETE CASCADE,
    email         text NOT NULL CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
    password_hash text,
    invitation_id uuid REFERENCES invitations ON DELETE CASCADE,
    mailed        boolean NOT NULL,
    expires_at    timestamptz NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CHECK ((purpose = 'sign_up') = (user_id IS NULL)),
    CHECK ((purpose = 'sign_up') = (password_hash IS NOT NULL))
);
CREATE INDEX account_links_of_user ON account_links (user_id);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON account_links FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
