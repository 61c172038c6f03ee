-- What the operator's billing told, each event once. An event that is older than the last of its user changes nothing.
CREATE TABLE billing_events (
    id          text PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 200),
    type        text NOT NULL CHECK (length(type) <= 100),
    user_id     uuid REFERENCES users ON DELETE SET NULL,
    plan        text CHECK (plan IN ('applicant', 'free', 'paid')),
    occurred_at timestamptz NOT NULL,
    applied     boolean NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX billing_events_of_user ON billing_events (user_id, occurred_at);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON billing_events FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
