-- Who a user is elsewhere. A provider may change the address of an account, but never its subject.
CREATE TABLE identities (
    issuer     text NOT NULL,
    subject    text NOT NULL CHECK (length(subject) <= 255),
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX identities_of_user ON identities (user_id);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON identities FOR EACH ROW EXECUTE FUNCTION keep_updated_at();

-- Sign-ins that somebody is about to make at a provider.
CREATE TABLE sign_in_flows (
    state_hash bytea PRIMARY KEY CHECK (length(state_hash) = 32),
    provider   text NOT NULL,
    nonce      text NOT NULL,
    verifier   text NOT NULL,
    return_to  text NOT NULL,
    challenge  text NOT NULL,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON sign_in_flows FOR EACH ROW EXECUTE FUNCTION keep_updated_at();

-- Sign-ins that were made at a provider, until their starter takes the session.
CREATE TABLE sign_in_codes (
    code_hash  bytea PRIMARY KEY CHECK (length(code_hash) = 32),
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    challenge  text NOT NULL,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON sign_in_codes FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
