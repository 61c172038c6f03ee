package run.wasmcloud.model.wire;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.MissedRuns;

/**
 * The body of {@code POST /v1/functions/{name}/schedules}.
 *
 * @param cron five fields: minute, hour, day of the month, month, day of the week
 * @param zone an IANA time zone, null for UTC
 * @param missed null for once, late
 * @param contentType of the body, null for none
 * @param body the function's standard input, null for an empty one
 */
public record ScheduleRequest(
        String cron,
        @Nullable String zone,
        @Nullable MissedRuns missed,
        @Nullable String contentType,
        @Nullable String body) {}
