-- What a user may change of a function without a new version. The number tells whether somebody changed it meanwhile.
ALTER TABLE functions
    ADD COLUMN request_body     text NOT NULL DEFAULT 'streamed' CHECK (request_body IN ('streamed', 'buffered')),
    ADD COLUMN settings_version integer NOT NULL DEFAULT 1;
CREATE INDEX functions_deleted ON functions (deleted_at) WHERE deleted_at IS NOT NULL;
