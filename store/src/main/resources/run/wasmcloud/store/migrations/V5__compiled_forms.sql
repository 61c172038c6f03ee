-- Machine code of modules, sealed, in the blob store: where one executor finds what another one compiled. The code's name
-- stands for the engine's version, the system, the processor and the settings. Rows may be removed at any time.
CREATE TABLE compiled_forms (
    module_sha256 text NOT NULL CHECK (module_sha256 ~ '^[0-9a-f]{64}$'),
    code          text NOT NULL CHECK (code ~ '^[0-9a-f]{64}$'),
    blob_sha256   text NOT NULL CHECK (blob_sha256 ~ '^[0-9a-f]{64}$'),
    bytes         bigint NOT NULL CHECK (bytes > 0),
    used_at       timestamptz NOT NULL DEFAULT now(),
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (module_sha256, code)
);
CREATE INDEX compiled_forms_by_use ON compiled_forms (used_at);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON compiled_forms FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
