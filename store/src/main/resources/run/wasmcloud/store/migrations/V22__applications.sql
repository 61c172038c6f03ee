-- A user's wish for the plan free, with a reason. One is open at a time.
CREATE TABLE applications (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    reason     text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    state      text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'approved', 'rejected')),
    note       text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    decided_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK ((state = 'open') = (decided_at IS NULL))
);
CREATE UNIQUE INDEX applications_open ON applications (user_id) WHERE state = 'open';
CREATE INDEX applications_of_user ON applications (user_id, id);
CREATE INDEX applications_by_state ON applications (state, id);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON applications FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
