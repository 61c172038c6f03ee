-- The functions of deleted accounts, while there may be receipts and log lines of theirs: those have no foreign keys.
CREATE TABLE forgotten_functions (
    id         uuid PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON forgotten_functions FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
