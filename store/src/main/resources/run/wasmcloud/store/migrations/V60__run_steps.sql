-- How runs went, summed by the minute and by the hour in which they began, for charts: what a chart reads is bounded by its
-- time, not by how many runs there were. A trigger sums the receipts in the transaction that takes them, as for usage. Sums
-- of the whole installation are those of its executors: one row that all of them change would make them wait for each other.
CREATE TABLE run_steps (
    kind              text NOT NULL CHECK (kind IN ('function', 'executor')),
    step_seconds      integer NOT NULL CHECK (step_seconds IN (60, 3600)),
    subject_id        uuid NOT NULL,
    begins            timestamptz NOT NULL,
    invocations       bigint NOT NULL,
    completed         bigint NOT NULL,
    exited            bigint NOT NULL,
    trapped           bigint NOT NULL,
    bad_response      bigint NOT NULL,
    denied            bigint NOT NULL,
    limit_reached     bigint NOT NULL,
    cancelled         bigint NOT NULL,
    platform_failed   bigint NOT NULL,
    fuel              numeric NOT NULL,
    peak_memory_bytes bigint NOT NULL,
    memory_bytes      numeric NOT NULL,
    least_wall_nanos  bigint NOT NULL,
    most_wall_nanos   bigint NOT NULL,
    -- How many runs lasted how long, by the number of a bucket: 0 is less than 8,000 ns, and from there each next one
    -- reaches to 2^(1/8) times the last one's end; 217 is everything from 2^27 times that, about 18 minutes.
    wall_counts       jsonb NOT NULL,
    created_at        timestamptz NOT NULL DEFAULT now(),
    updated_at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (kind, step_seconds, subject_id, begins)
) WITH (fillfactor = 60);
CREATE INDEX run_steps_by_time ON run_steps (step_seconds, begins);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON run_steps FOR EACH ROW EXECUTE FUNCTION keep_updated_at();

CREATE FUNCTION add_counts(one jsonb, other jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT jsonb_object_agg(key, count) FROM (
        SELECT key, sum(CAST(value AS bigint)) AS count
        FROM (SELECT * FROM jsonb_each_text(one) UNION ALL SELECT * FROM jsonb_each_text(other)) AS counts
        GROUP BY key) AS sums
$$;

CREATE FUNCTION sum_run_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- The receipts are read once; what is left of them is few rows, which make the sums of both lengths and both kinds.
    -- In one order, so that two executors that ship at once do not wait for each other in a circle.
    INSERT INTO run_steps AS sums (kind, step_seconds, subject_id, begins, invocations, completed, exited, trapped,
        bad_response, denied, limit_reached, cancelled, platform_failed, fuel, peak_memory_bytes, memory_bytes,
        least_wall_nanos, most_wall_nanos, wall_counts)
    WITH counted AS MATERIALIZED (
        SELECT function_id, executor_id, date_bin('1 minute', started_at, 'epoch') AS minute,
            width_bucket(ln(CAST(greatest(wall_nanos, 1) AS double precision)),
                ln(CAST(8000 AS double precision)),
                ln(CAST(8000 AS double precision)) + 27 * ln(CAST(2 AS double precision)), 216) AS bucket,
            count(*) AS invocations,
            count(*) FILTER (WHERE outcome = 'completed') AS completed,
            count(*) FILTER (WHERE outcome = 'exited') AS exited,
            count(*) FILTER (WHERE outcome = 'trapped') AS trapped,
            count(*) FILTER (WHERE outcome = 'bad-response') AS bad_response,
            count(*) FILTER (WHERE outcome = 'denied') AS denied,
            count(*) FILTER (WHERE outcome = 'limit-reached') AS limit_reached,
            count(*) FILTER (WHERE outcome = 'cancelled') AS cancelled,
            count(*) FILTER (WHERE outcome = 'platform-failed') AS platform_failed,
            sum(fuel) AS fuel, max(peak_memory_bytes) AS peak_memory_bytes, sum(peak_memory_bytes) AS memory_bytes,
            min(wall_nanos) AS least_wall_nanos, max(wall_nanos) AS most_wall_nanos
        FROM added GROUP BY 1, 2, 3, 4),
    buckets AS (
        SELECT kind, step_seconds, subject_id, date_bin(make_interval(secs => step_seconds), minute, 'epoch') AS begins,
            bucket, sum(invocations) AS invocations, sum(completed) AS completed, sum(exited) AS exited,
            sum(trapped) AS trapped, sum(bad_response) AS bad_response, sum(denied) AS denied,
            sum(limit_reached) AS limit_reached, sum(cancelled) AS cancelled, sum(platform_failed) AS platform_failed,
            sum(fuel) AS fuel, max(peak_memory_bytes) AS peak_memory_bytes, sum(memory_bytes) AS memory_bytes,
            min(least_wall_nanos) AS least_wall_nanos, max(most_wall_nanos) AS most_wall_nanos
        FROM counted
        CROSS JOIN LATERAL (VALUES ('function', function_id), ('executor', executor_id)) AS subjects (kind, subject_id)
        CROSS JOIN (VALUES (60), (3600)) AS steps (step_seconds)
        GROUP BY 1, 2, 3, 4, 5)
    SELECT kind, step_seconds, subject_id, begins, sum(invocations), sum(completed), sum(exited), sum(trapped),
        sum(bad_response), sum(denied), sum(limit_reached), sum(cancelled), sum(platform_failed), sum(fuel),
        max(peak_memory_bytes), sum(memory_bytes), min(least_wall_nanos), max(most_wall_nanos),
        jsonb_object_agg(bucket, invocations)
    FROM buckets GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (kind, step_seconds, subject_id, begins) DO UPDATE SET
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
        peak_memory_bytes = greatest(sums.peak_memory_bytes, excluded.peak_memory_bytes),
        memory_bytes = sums.memory_bytes + excluded.memory_bytes,
        least_wall_nanos = least(sums.least_wall_nanos, excluded.least_wall_nanos),
        most_wall_nanos = greatest(sums.most_wall_nanos, excluded.most_wall_nanos),
        wall_counts = add_counts(sums.wall_counts, excluded.wall_counts);
    RETURN NULL;
END
$$;

-- The receipts that are there already, by the same sum: a trigger that is only there for this statement.
CREATE TEMPORARY TABLE receipts_present (LIKE invocations) ON COMMIT DROP;
CREATE TRIGGER sum_run_steps AFTER INSERT ON receipts_present REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION sum_run_steps();
INSERT INTO receipts_present SELECT * FROM invocations;

CREATE TRIGGER sum_run_steps AFTER INSERT ON invocations REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION sum_run_steps();
