-- How far the records of each executor were taken: receipts and log lines come in batches, and the number of a batch's
-- last record is kept in the batch's own transaction.
CREATE TABLE shipments (
    executor_id uuid PRIMARY KEY,
    taken       bigint NOT NULL CHECK (taken > 0),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON shipments FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
