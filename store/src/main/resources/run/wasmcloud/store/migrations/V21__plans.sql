-- What the users of each plan may use; null where there is no bound. The figures are what a new installation begins
-- with. version counts the changes: it is the entity tag of who edits a plan.
CREATE TABLE plans (
    name    text PRIMARY KEY CHECK (name IN ('applicant', 'free', 'paid')),
    version integer NOT NULL DEFAULT 1,
    module_bytes bigint NOT NULL CHECK (module_bytes >= 0),
    compile_millis bigint NOT NULL CHECK (compile_millis >= 0),
    compile_memory_bytes bigint NOT NULL CHECK (compile_memory_bytes >= 0),
    files_bytes bigint NOT NULL CHECK (files_bytes >= 0),
    files bigint NOT NULL CHECK (files >= 0),
    memory_pages bigint NOT NULL CHECK (memory_pages >= 0),
    table_elements bigint NOT NULL CHECK (table_elements >= 0),
    fuel bigint NOT NULL CHECK (fuel >= 0),
    wall_millis bigint NOT NULL CHECK (wall_millis >= 0),
    output_bytes bigint CHECK (output_bytes >= 0),
    log_bytes bigint NOT NULL CHECK (log_bytes >= 0),
    log_line_bytes bigint NOT NULL CHECK (log_line_bytes >= 0),
    descriptors bigint NOT NULL CHECK (descriptors >= 0),
    temporary_bytes bigint NOT NULL CHECK (temporary_bytes >= 0),
    outbound_requests bigint NOT NULL CHECK (outbound_requests >= 0),
    outbound_answer_bytes bigint NOT NULL CHECK (outbound_answer_bytes >= 0),
    request_body_bytes bigint NOT NULL CHECK (request_body_bytes >= 0),
    request_headers bigint NOT NULL CHECK (request_headers >= 0),
    request_header_bytes bigint NOT NULL CHECK (request_header_bytes >= 0),
    response_header_bytes bigint NOT NULL CHECK (response_header_bytes >= 0),
    stored_result_bytes bigint NOT NULL CHECK (stored_result_bytes >= 0),
    concurrent_runs_per_function bigint NOT NULL CHECK (concurrent_runs_per_function >= 0),
    concurrent_runs_per_user bigint NOT NULL CHECK (concurrent_runs_per_user >= 0),
    functions bigint NOT NULL CHECK (functions >= 0),
    deployments_kept bigint NOT NULL CHECK (deployments_kept >= 0),
    schedules bigint NOT NULL CHECK (schedules >= 0),
    domains bigint NOT NULL CHECK (domains >= 0),
    invocations_a_month bigint CHECK (invocations_a_month >= 0),
    fuel_a_month bigint CHECK (fuel_a_month >= 0),
    retention_days bigint NOT NULL CHECK (retention_days >= 0),
    api_requests_a_minute bigint NOT NULL CHECK (api_requests_a_minute >= 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER keep_updated_at BEFORE UPDATE ON plans FOR EACH ROW EXECUTE FUNCTION keep_updated_at();

INSERT INTO plans (
    name, module_bytes, compile_millis, compile_memory_bytes, files_bytes, files, memory_pages,
    table_elements, fuel, wall_millis, output_bytes, log_bytes, log_line_bytes, descriptors, temporary_bytes,
    outbound_requests, outbound_answer_bytes, request_body_bytes, request_headers, request_header_bytes,
    response_header_bytes, stored_result_bytes, concurrent_runs_per_function, concurrent_runs_per_user,
    functions, deployments_kept, schedules, domains, invocations_a_month, fuel_a_month, retention_days,
    api_requests_a_minute)
VALUES
    ('applicant', 16777216, 60000, 2147483648, 0, 0, 1024, 65536, 1000000000, 10000, 1048576, 65536, 4096, 16,
     1048576, 0, 0, 65536, 100, 32768, 32768, 65536, 2, 4, 3, 5, 0, 0, 10000, 1000000000000, 1, 60),
    ('free', 16777216, 60000, 2147483648, 16777216, 1000, 2048, 65536, 10000000000, 30000, 104857600, 1048576,
     8192, 64, 16777216, 20, 16777216, 10485760, 100, 32768, 32768, 1048576, 50, 100, 20, 20, 10, 2, 1000000,
     100000000000000, 7, 600),
    ('paid', 67108864, 120000, 4294967296, 134217728, 10000, 8192, 65536, 100000000000, 900000, NULL,
     16777216, 8192, 256, 134217728, 200, 134217728, 1073741824, 100, 32768, 32768, 16777216, 500, 1000, 1000,
     100, 1000, 100, NULL, NULL, 30, 6000);

ALTER TABLE users ADD FOREIGN KEY (plan) REFERENCES plans;

-- Executors keep the figures with what they know of functions: a changed plan makes them read everything again.
CREATE FUNCTION tell_of_plan() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    now_at bigint;
BEGIN
    UPDATE revisions SET revision = revision + 1 RETURNING revision INTO now_at;
    PERFORM pg_notify('wasmcloud_changes', format('%s plan %s', now_at, NEW.name));
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER tell_of_plan AFTER UPDATE ON plans
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tell_of_plan();
