ALTER TABLE users
    ADD COLUMN email_verified_at timestamptz,
    -- Whether the hash is that of a password; those who sign in elsewhere have one that no password matches.
    ADD COLUMN has_password boolean NOT NULL DEFAULT true;

-- The token itself is nowhere: it is shown once.
CREATE TABLE invitations (
    id         uuid PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    email      text CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
    invited_by uuid REFERENCES users ON DELETE SET NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    used_by    uuid REFERENCES users ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON invitations FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
