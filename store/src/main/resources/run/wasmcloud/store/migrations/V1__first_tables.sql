-- Every table has created_at and updated_at; this function, called by one trigger a table, keeps updated_at.
CREATE FUNCTION keep_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

CREATE TABLE users (
    id            uuid PRIMARY KEY,
    email         text NOT NULL UNIQUE CHECK (email = lower(email) AND length(email) BETWEEN 3 AND 254),
    password_hash text NOT NULL,
    role          text NOT NULL CHECK (role IN ('user', 'admin')),
    state         text NOT NULL CHECK (state IN ('active', 'locked')),
    plan          text NOT NULL CHECK (plan IN ('applicant', 'free', 'paid')),
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION keep_updated_at();

-- The JWT itself is nowhere: this row is what makes it valid.
CREATE TABLE tokens (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    kind       text NOT NULL CHECK (kind IN ('session', 'api')),
    name       text NOT NULL CHECK (length(name) <= 100),
    scope      text NOT NULL CHECK (scope IN ('read', 'deploy', 'admin')),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX tokens_of_user ON tokens (user_id, id);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON tokens FOR EACH ROW EXECUTE FUNCTION keep_updated_at();

-- A module's bytes are in the blob store under its hash, and they are there before this row is.
CREATE TABLE modules (
    sha256     text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    bytes      bigint NOT NULL CHECK (bytes > 0),
    report     jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON modules FOR EACH ROW EXECUTE FUNCTION keep_updated_at();

-- Who has shown that they hold a module's bytes: knowing the hash alone gives nothing.
CREATE TABLE module_uploads (
    module_sha256 text NOT NULL REFERENCES modules ON DELETE CASCADE,
    user_id       uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, module_sha256)
);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON module_uploads FOR EACH ROW EXECUTE FUNCTION keep_updated_at();

-- A deleted function keeps its row, and so its name, until it can no longer be restored.
CREATE TABLE functions (
    id                   uuid PRIMARY KEY,
    owner_id             uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    name                 text NOT NULL UNIQUE
                         CHECK (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(name) BETWEEN 2 AND 50),
    description          text NOT NULL DEFAULT '' CHECK (length(description) <= 1000),
    last_deployment      integer NOT NULL DEFAULT 0 CHECK (last_deployment >= 0),
    active_deployment_id uuid,
    deleted_at           timestamptz,
    created_at           timestamptz NOT NULL DEFAULT now(),
    updated_at           timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX functions_of_owner ON functions (owner_id, name) WHERE deleted_at IS NULL;
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON functions FOR EACH ROW EXECUTE FUNCTION keep_updated_at();

CREATE TABLE deployments (
    id             uuid PRIMARY KEY,
    function_id    uuid NOT NULL REFERENCES functions ON DELETE CASCADE,
    number         integer NOT NULL CHECK (number > 0),
    module_sha256  text NOT NULL REFERENCES modules,
    message        text NOT NULL DEFAULT '' CHECK (length(message) <= 1000),
    memory_pages   integer NOT NULL CHECK (memory_pages BETWEEN 0 AND 65536),
    table_elements integer NOT NULL CHECK (table_elements >= 0),
    fuel           bigint NOT NULL CHECK (fuel >= 0),
    wall_millis    bigint NOT NULL CHECK (wall_millis > 0),
    output_bytes   bigint NOT NULL CHECK (output_bytes >= 0),
    log_bytes      bigint NOT NULL CHECK (log_bytes >= 0),
    log_line_bytes integer NOT NULL CHECK (log_line_bytes >= 0),
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    UNIQUE (function_id, number),
    UNIQUE (function_id, id)
);
CREATE INDEX deployments_of_module ON deployments (module_sha256);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON deployments FOR EACH ROW EXECUTE FUNCTION keep_updated_at();

-- The active deployment is one of the function's own.
ALTER TABLE functions ADD FOREIGN KEY (id, active_deployment_id) REFERENCES deployments (function_id, id);

-- Partitioned by day, by the time that a UUID of version 7 begins with. No foreign keys: a receipt outlives
-- what it tells of, so it also keeps the deployment's number.
CREATE TABLE invocations (
    id                uuid PRIMARY KEY,
    function_id       uuid NOT NULL,
    deployment_id     uuid NOT NULL,
    deployment_number integer NOT NULL,
    executor_id       uuid NOT NULL,
    trigger           text NOT NULL CHECK (trigger IN ('http', 'queue', 'schedule')),
    started_at        timestamptz NOT NULL,
    http_status       integer NOT NULL,
    outcome           text NOT NULL,
    detail            text NOT NULL,
    frames            jsonb NOT NULL,
    wall_nanos        bigint NOT NULL,
    cpu_nanos         bigint NOT NULL,
    fuel              bigint NOT NULL,
    peak_memory_bytes bigint NOT NULL,
    host_calls        jsonb NOT NULL,
    resources_opened  jsonb NOT NULL,
    bytes_in          bigint NOT NULL,
    bytes_out         bigint NOT NULL,
    outbound_requests integer NOT NULL,
    engine_version    text NOT NULL,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now()
) PARTITION BY RANGE (id);
CREATE INDEX invocations_of_function ON invocations (function_id, id);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON invocations FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
-- Takes what no day's partition takes, so that an insert never fails for want of one.
CREATE TABLE invocations_default PARTITION OF invocations DEFAULT;

CREATE TABLE log_lines (
    id            uuid PRIMARY KEY,
    function_id   uuid NOT NULL,
    invocation_id uuid NOT NULL,
    at            timestamptz NOT NULL,
    level         text NOT NULL CHECK (level IN ('error', 'warning', 'info')),
    source        text NOT NULL CHECK (source IN ('stderr', 'guest', 'platform')),
    line          text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now()
) PARTITION BY RANGE (id);
CREATE INDEX log_lines_of_function ON log_lines (function_id, id);
CREATE INDEX log_lines_of_invocation ON log_lines (invocation_id, id);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON log_lines FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
CREATE TABLE log_lines_default PARTITION OF log_lines DEFAULT;

-- How often something changed that executors keep in memory. A notification tells at once what it was; this
-- number is the truth for those that missed one. The triggers are deferred, so the row is locked only while a
-- transaction commits.
CREATE TABLE revisions (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    revision   bigint NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO revisions (revision) VALUES (0);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON revisions FOR EACH ROW EXECUTE FUNCTION keep_updated_at();

CREATE FUNCTION tell_of_function() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed functions;
    now_at bigint;
BEGIN
    changed := COALESCE(NEW, OLD);
    UPDATE revisions SET revision = revision + 1 RETURNING revision INTO now_at;
    PERFORM pg_notify('wasmcloud_changes', format('%s function %s %s', now_at, changed.id, changed.name));
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER tell_of_function AFTER INSERT OR UPDATE OR DELETE ON functions
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tell_of_function();

CREATE FUNCTION tell_of_user() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    now_at bigint;
BEGIN
    UPDATE revisions SET revision = revision + 1 RETURNING revision INTO now_at;
    PERFORM pg_notify('wasmcloud_changes', format('%s user %s', now_at, NEW.id));
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER tell_of_user AFTER UPDATE ON users
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.plan IS DISTINCT FROM NEW.plan)
    EXECUTE FUNCTION tell_of_user();
