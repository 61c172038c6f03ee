-- What a plan costs a calendar month, in the smallest unit of a currency; null where the operator has set no price.
ALTER TABLE plans
    ADD COLUMN price_amount bigint CHECK (price_amount BETWEEN 0 AND 9007199254740991),
    ADD COLUMN price_currency text CHECK (price_currency ~ '^[A-Z]{3}$'),
    ADD CONSTRAINT plans_price_whole CHECK ((price_amount IS NULL) = (price_currency IS NULL));

-- A statement of an earlier month shows what held then, so what held is kept. Triggers do it: programs of the version
-- before change plans, too.
CREATE TABLE plan_prices (
    plan       text NOT NULL REFERENCES plans,
    since      timestamptz NOT NULL,
    amount     bigint,
    currency   text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (plan, since),
    CHECK ((amount IS NULL) = (currency IS NULL))
);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON plan_prices FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
INSERT INTO plan_prices (plan, since) SELECT name, '-infinity' FROM plans;

CREATE FUNCTION note_plan_price() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO plan_prices (plan, since, amount, currency)
    VALUES (NEW.name, now(), NEW.price_amount, NEW.price_currency)
    ON CONFLICT (plan, since) DO UPDATE SET amount = EXCLUDED.amount, currency = EXCLUDED.currency;
    RETURN NULL;
END
$$;
CREATE TRIGGER note_plan_price AFTER UPDATE ON plans FOR EACH ROW
    WHEN ((OLD.price_amount, OLD.price_currency) IS DISTINCT FROM (NEW.price_amount, NEW.price_currency))
    EXECUTE FUNCTION note_plan_price();

CREATE TABLE user_plans (
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    since      timestamptz NOT NULL,
    plan       text NOT NULL REFERENCES plans,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, since)
);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON user_plans FOR EACH ROW EXECUTE FUNCTION keep_updated_at();
INSERT INTO user_plans (user_id, since, plan) SELECT id, created_at, plan FROM users;

CREATE FUNCTION note_user_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO user_plans (user_id, since, plan) VALUES (NEW.id, now(), NEW.plan)
    ON CONFLICT (user_id, since) DO UPDATE SET plan = EXCLUDED.plan;
    RETURN NULL;
END
$$;
CREATE TRIGGER note_first_plan AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION note_user_plan();
CREATE TRIGGER note_user_plan AFTER UPDATE ON users FOR EACH ROW WHEN (OLD.plan IS DISTINCT FROM NEW.plan)
    EXECUTE FUNCTION note_user_plan();
