-- Who may call a function. A signed address is valid only with the salt that it was signed with: a new salt makes all
-- of them invalid. A suspended function answers nobody.
ALTER TABLE functions
    ADD COLUMN visibility        text NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'private')),
    ADD COLUMN address_salt      uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN suspended_at      timestamptz,
    ADD COLUMN suspension_reason text CHECK (suspension_reason IN
        ('malware', 'phishing', 'spam', 'attacks', 'overuse', 'infringement', 'legal', 'other')),
    ADD COLUMN suspension_note   text NOT NULL DEFAULT '' CHECK (length(suspension_note) <= 1000),
    ADD CONSTRAINT functions_suspension_check CHECK ((suspended_at IS NULL) = (suspension_reason IS NULL));

-- A token may be for one function only, and may allow nothing but to call private functions.
ALTER TABLE tokens
    ADD COLUMN function_id uuid REFERENCES functions ON DELETE CASCADE,
    DROP CONSTRAINT tokens_scope_check,
    ADD CONSTRAINT tokens_scope_check CHECK (scope IN ('invoke', 'read', 'deploy', 'admin'));
CREATE INDEX tokens_of_function ON tokens (function_id) WHERE function_id IS NOT NULL;
