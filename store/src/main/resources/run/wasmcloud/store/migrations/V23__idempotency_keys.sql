-- Requests that are done once however often they come, by the key that their sender gave them. A row without a status is
-- of a request that is under way, or whose process ended in its midst.
CREATE TABLE idempotency_keys (
    user_id     uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    key         text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    fingerprint bytea,
    status      integer,
    headers     jsonb,
    body        bytea CHECK (length(body) <= 65536),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, key),
    CHECK ((status IS NULL) = (fingerprint IS NULL) AND (status IS NULL) = (headers IS NULL))
);
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (created_at);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON idempotency_keys FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
