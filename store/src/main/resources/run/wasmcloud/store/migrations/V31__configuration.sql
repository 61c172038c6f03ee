-- The variables of a deployment, by name. They are as unchanging as the rest of it.
ALTER TABLE deployments ADD COLUMN config jsonb NOT NULL DEFAULT '{}';
