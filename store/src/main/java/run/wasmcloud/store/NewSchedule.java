package run.wasmcloud.store;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.MissedRuns;

import java.time.ZoneId;

/**
 * When to invoke a function, and with what.
 *
 * @param cron five fields, as {@link CronExpression} reads them
 * @param contentType of the body; null when it has none
 * @param body the standard input; at most {@link #MOST_BODY_BYTES}, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // The bytes are neither compared nor printed.
public record NewSchedule(
        String cron, ZoneId zone, MissedRuns missed, @Nullable String contentType, byte[] body) {
    /** The longest body. */
    public static final int MOST_BODY_BYTES = 64 * 1024;
}
