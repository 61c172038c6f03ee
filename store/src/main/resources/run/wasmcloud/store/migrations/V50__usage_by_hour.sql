-- What functions used, by the hour in which runs began. A trigger sums the receipts as they come, in the transaction that
-- takes them: every receipt counts once, whatever version of the program ships it. The sums outlive the receipts, and so
-- keep the owner: a function may be gone when its month is accounted for.
CREATE TABLE usage_by_hour (
    function_id         uuid NOT NULL,
    hour                timestamptz NOT NULL,
    owner_id            uuid,
    invocations         bigint NOT NULL,
    completed           bigint NOT NULL,
    exited              bigint NOT NULL,
    trapped             bigint NOT NULL,
    bad_response        bigint NOT NULL,
    denied              bigint NOT NULL,
    limit_reached       bigint NOT NULL,
    cancelled           bigint NOT NULL,
    platform_failed     bigint NOT NULL,
    fuel                numeric NOT NULL,
    cpu_nanos           numeric NOT NULL,
    wall_nanos          numeric NOT NULL,
    memory_byte_seconds numeric NOT NULL,
    bytes_in            numeric NOT NULL,
    bytes_out           numeric NOT NULL,
    outbound_requests   numeric NOT NULL,
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (function_id, hour)
);
CREATE INDEX usage_of_owner ON usage_by_hour (owner_id, hour);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON usage_by_hour FOR EACH ROW EXECUTE FUNCTION keep_updated_at();

-- What users used in a calendar month (UTC) of what their plans bound: executors ask for it every other second.
CREATE TABLE usage_by_month (
    owner_id    uuid NOT NULL,
    month       date NOT NULL CHECK (extract(day FROM month) = 1),
    invocations bigint NOT NULL,
    fuel        numeric NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, month)
);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON usage_by_month FOR EACH ROW EXECUTE FUNCTION keep_updated_at();

CREATE FUNCTION sum_usage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- In one order, so that two executors that ship at once do not wait for each other in a circle.
    INSERT INTO usage_by_hour AS sums (function_id, hour, owner_id, invocations, completed, exited, trapped,
        bad_response, denied, limit_reached, cancelled, platform_failed, fuel, cpu_nanos, wall_nanos,
        memory_byte_seconds, bytes_in, bytes_out, outbound_requests)
    SELECT added.function_id, date_trunc('hour', added.started_at, 'UTC'), functions.owner_id, count(*),
        count(*) FILTER (WHERE outcome = 'completed'),
        count(*) FILTER (WHERE outcome = 'exited'),
        count(*) FILTER (WHERE outcome = 'trapped'),
        count(*) FILTER (WHERE outcome = 'bad-response'),
        count(*) FILTER (WHERE outcome = 'denied'),
        count(*) FILTER (WHERE outcome = 'limit-reached'),
        count(*) FILTER (WHERE outcome = 'cancelled'),
        count(*) FILTER (WHERE outcome = 'platform-failed'),
        sum(fuel), sum(cpu_nanos), sum(wall_nanos),
        sum(CAST(peak_memory_bytes AS numeric) * wall_nanos / 1000000000),
        sum(bytes_in), sum(bytes_out), sum(outbound_requests)
    FROM added LEFT JOIN functions ON functions.id = added.function_id
    GROUP BY 1, 2, 3
    ORDER BY 1, 2
    ON CONFLICT (function_id, hour) DO UPDATE SET
        invocations = sums.invocations + excluded.invocations,
        completed = sums.completed + excluded.completed,
        exited = sums.exited + excluded.exited,
        trapped = sums.trapped + excluded.trapped,
        bad_response = sums.bad_response + excluded.bad_response,
        denied = sums.denied + excluded.denied,
        limit_reached = sums.limit_reached + excluded.limit_reached,
        cancelled = sums.cancelled + excluded.cancelled,
        platform_failed = sums.platform_failed + excluded.platform_failed,
        fuel = sums.fuel + excluded.fuel,
        cpu_nanos = sums.cpu_nanos + excluded.cpu_nanos,
        wall_nanos = sums.wall_nanos + excluded.wall_nanos,
        memory_byte_seconds = sums.memory_byte_seconds + excluded.memory_byte_seconds,
        bytes_in = sums.bytes_in + excluded.bytes_in,
        bytes_out = sums.bytes_out + excluded.bytes_out,
        outbound_requests = sums.outbound_requests + excluded.outbound_requests;

    INSERT INTO usage_by_month AS sums (owner_id, month, invocations, fuel)
    SELECT functions.owner_id, CAST(date_trunc('month', added.started_at AT TIME ZONE 'UTC') AS date), count(*), sum(fuel)
    FROM added JOIN functions ON functions.id = added.function_id
    GROUP BY 1, 2
    ORDER BY 1, 2
    ON CONFLICT (owner_id, month) DO UPDATE SET
        invocations = sums.invocations + excluded.invocations,
        fuel = sums.fuel + excluded.fuel;
    RETURN NULL;
END
$$;

-- The receipts that are there already, by the same sum: a trigger that is only there for this statement.
CREATE TEMPORARY TABLE present (LIKE invocations) ON COMMIT DROP;
CREATE TRIGGER sum_usage AFTER INSERT ON present REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION sum_usage();
INSERT INTO present SELECT * FROM invocations;
DROP TABLE present;

CREATE TRIGGER sum_usage AFTER INSERT ON invocations REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION sum_usage();
