-- Who did what, when and from where. The id is a UUID of version 7: it begins with the time. No foreign keys: an event
-- outlives what it tells of. owner_id is the user whose thing it is about, and who may see it.
CREATE TABLE audit_events (
    id         uuid PRIMARY KEY,
    action     text NOT NULL CHECK (action ~ '^[a-z-]+\.[a-z-]+$' AND length(action) <= 100),
    subject    text NOT NULL CHECK (length(subject) <= 300),
    details    jsonb NOT NULL,
    actor_id   uuid,
    owner_id   uuid,
    token_id   uuid,
    address    text,
    request_id uuid,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX audit_events_of_owner ON audit_events (owner_id, id);
CREATE INDEX audit_events_of_actor ON audit_events (actor_id, id);
CREATE INDEX audit_events_of_subject ON audit_events (subject, id);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON audit_events FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
