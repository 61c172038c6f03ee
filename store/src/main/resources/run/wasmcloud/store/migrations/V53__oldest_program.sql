-- Programs of two versions use one database during an upgrade, so tables are newer than a program may be. This is the
-- number of the last migration that a program must know to use them: an older one is refused. Only a migration that
-- ends the support of older programs raises it.
CREATE TABLE oldest_program (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    migration  integer NOT NULL CHECK (migration >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO oldest_program (migration) VALUES (0);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON oldest_program FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
