-- What a run may open, keep in /tmp, send and receive. Deployments that are there already get the plan free's figures.
ALTER TABLE deployments
    ADD COLUMN descriptors           integer NOT NULL DEFAULT 64 CHECK (descriptors >= 0),
    ADD COLUMN temporary_bytes       bigint NOT NULL DEFAULT 16777216 CHECK (temporary_bytes >= 0),
    ADD COLUMN outbound_requests     integer NOT NULL DEFAULT 20 CHECK (outbound_requests >= 0),
    ADD COLUMN outbound_answer_bytes bigint NOT NULL DEFAULT 16777216 CHECK (outbound_answer_bytes >= 0);
ALTER TABLE deployments
    ALTER COLUMN descriptors DROP DEFAULT,
    ALTER COLUMN temporary_bytes DROP DEFAULT,
    ALTER COLUMN outbound_requests DROP DEFAULT,
    ALTER COLUMN outbound_answer_bytes DROP DEFAULT;
