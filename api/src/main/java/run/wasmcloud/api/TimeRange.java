package run.wasmcloud.api;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.WasmcloudException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A time that a request asks about.
 *
 * @param since inclusive
 * @param until exclusive, after {@code since}
 */
record TimeRange(Instant since, Instant until) {
    /** Everything that is kept, and what comes while it is read. */
    static final TimeRange EVER =
            new TimeRange(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"));

    /**
     * Reads the parameters {@code since} and {@code until}.
     *
     * @param otherwise what holds for one that is not given
     * @throws WasmcloudException {@code INVALID_VALUE} when the time is empty
     */
    static TimeRange of(ApiRequest request, TimeRange otherwise) {
        var since = request.time("since").orElse(otherwise.since());
        var until = request.time("until").orElse(otherwise.until());
        if (!since.isBefore(until)) {
            throw ApiRequest.invalid(
                    "?until", "%s (expected: a time after since, %s)".formatted(until, since));
        }
        return new TimeRange(since, until);
    }

    /** Returns the time up to now. */
    static TimeRange last(Duration duration, Clock clock) {
        var now = clock.instant();
        return new TimeRange(now.minus(duration), now);
    }

    /**
     * Refuses a time that is longer than what can be answered at once.
     *
     * @throws WasmcloudException {@code INVALID_VALUE}
     */
    TimeRange requireAtMost(Duration longest, String remedy) {
        if (Duration.between(since, until).compareTo(longest) > 0) {
            var detail =
                    "%s to %s is %d hours (expected: at most %d; %s)"
                            .formatted(
                                    since,
                                    until,
                                    Duration.between(since, until).toHours(),
                                    longest.toHours(),
                                    remedy);
            throw new WasmcloudException(
                    ErrorCode.INVALID_VALUE,
                    "The time is too long",
                    List.of(new FieldError("?since", detail), new FieldError("?until", detail)),
                    null);
        }
        return this;
    }
}
