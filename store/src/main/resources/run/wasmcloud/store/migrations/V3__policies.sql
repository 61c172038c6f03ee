-- What a deployment may open and how much it may use, as its user wrote it; null where the operator's default holds.
ALTER TABLE deployments ADD COLUMN policy text CHECK (length(policy) <= 65536);
