-- The executors that there are, as each tells of itself every second or two. Load is a picture of the moment.
CREATE TABLE executors (
    id                uuid PRIMARY KEY,
    host              text NOT NULL CHECK (length(host) <= 255),
    version           text NOT NULL CHECK (length(version) <= 100),
    started_at        timestamptz NOT NULL,
    seen_at           timestamptz NOT NULL DEFAULT now(),
    state             text NOT NULL CHECK (state IN ('running', 'draining', 'stopped')),
    running           integer NOT NULL CHECK (running >= 0),
    waiting           integer NOT NULL CHECK (waiting >= 0),
    most_running      integer NOT NULL CHECK (most_running >= 0),
    guest_bytes       bigint NOT NULL CHECK (guest_bytes >= 0),
    heap_bytes        bigint NOT NULL CHECK (heap_bytes >= 0),
    unshipped_records bigint NOT NULL CHECK (unshipped_records >= 0),
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON executors FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
