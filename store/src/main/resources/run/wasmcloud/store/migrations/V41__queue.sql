-- What is to be done at a time, by one executor of any: the table of the library db-scheduler, with our two columns. A row
-- whose heartbeat stops belongs to an executor that has ended: another one does it again.
CREATE TABLE queue_tasks (
    task_name            text NOT NULL,
    task_instance        text NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint NOT NULL,
    priority             smallint,
    created_at           timestamptz NOT NULL DEFAULT now(),
    updated_at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX queue_tasks_by_time ON queue_tasks (execution_time);
CREATE INDEX queue_tasks_by_heartbeat ON queue_tasks (last_heartbeat);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON queue_tasks FOR EACH ROW EXECUTE FUNCTION keep_updated_at();

-- Asynchronous invocations, until a while after they have ended. Each attempt is a run with a receipt of its own.
CREATE TABLE queue_items (
    id                 uuid PRIMARY KEY,
    function_id        uuid NOT NULL REFERENCES functions ON DELETE CASCADE,
    owner_id           uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    trigger            text NOT NULL CHECK (trigger IN ('queue', 'schedule')),
    target             text NOT NULL CHECK (length(target) <= 8192),
    content_type       text CHECK (length(content_type) <= 200),
    body               bytea NOT NULL,
    body_bytes         integer NOT NULL,
    state              text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead')),
    attempts           integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_attempt_at    timestamptz,
    last_invocation_id uuid,
    reason             text NOT NULL DEFAULT '',
    http_status        integer,
    result_type        text,
    result             bytea,
    result_bytes       bigint,
    result_truncated   boolean NOT NULL DEFAULT false,
    finished_at        timestamptz,
    created_at         timestamptz NOT NULL DEFAULT now(),
    updated_at         timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX queue_items_that_wait ON queue_items (owner_id) INCLUDE (body_bytes) WHERE state IN ('waiting', 'running');
CREATE INDEX queue_items_of_function ON queue_items (function_id, id);
CREATE INDEX queue_items_that_are_dead ON queue_items (function_id, id) WHERE state = 'dead';
CREATE INDEX queue_items_by_end ON queue_items (finished_at) WHERE finished_at IS NOT NULL;
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON queue_items FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
