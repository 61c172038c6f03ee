-- Zips of files that deployments ship. The bytes are in the blob store under their hash, and they are there before the
-- row is.
CREATE TABLE file_archives (
    sha256         text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    files          integer NOT NULL CHECK (files >= 0),
    unpacked_bytes bigint NOT NULL CHECK (unpacked_bytes >= 0),
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON file_archives FOR EACH ROW EXECUTE FUNCTION keep_updated_at();

ALTER TABLE deployments ADD COLUMN files_sha256 text REFERENCES file_archives;
CREATE INDEX deployments_of_files ON deployments (files_sha256) WHERE files_sha256 IS NOT NULL;
