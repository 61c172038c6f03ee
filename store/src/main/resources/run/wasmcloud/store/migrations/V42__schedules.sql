-- When functions are invoked by the clock. The task of the same id in queue_tasks knows when next.
CREATE TABLE schedules (
    id           uuid PRIMARY KEY,
    function_id  uuid NOT NULL REFERENCES functions ON DELETE CASCADE,
    cron         text NOT NULL CHECK (length(cron) <= 200),
    zone         text NOT NULL CHECK (length(zone) <= 100),
    missed       text NOT NULL CHECK (missed IN ('run-once', 'skip')),
    content_type text CHECK (length(content_type) <= 200),
    body         bytea NOT NULL CHECK (octet_length(body) <= 65536),
    next_at      timestamptz NOT NULL,
    last_at      timestamptz,
    last_item_id uuid,
    last_problem text NOT NULL DEFAULT '',
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX schedules_of_function ON schedules (function_id, id);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON schedules FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
