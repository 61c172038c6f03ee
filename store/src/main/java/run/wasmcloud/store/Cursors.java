package run.wasmcloud.store;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.FieldError;
import run.wasmcloud.model.UuidV7;
import run.wasmcloud.model.WasmcloudException;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Reads the cursors of lists, which come back from outside, and the bounds of ids by time. */
final class Cursors {
    static final UUID FIRST = new UUID(0, 0);
    static final UUID LAST = new UUID(-1, -1);
    private static final Instant END = Instant.ofEpochMilli((1L << 48) - 1);

    private Cursors() {}

    /** Returns the smallest id of a time, which comes from outside. */
    static UUID floor(Instant time) {
        return UuidV7.floor(bounded(time).toEpochMilli());
    }

    /** An id has room for 48 bits of milliseconds. */
    private static Instant bounded(Instant time) {
        return time.isBefore(Instant.EPOCH) ? Instant.EPOCH : time.isAfter(END) ? END : time;
    }

    static UUID id(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException e) {
            throw invalid(e);
        }
    }

    static int number(String cursor) {
        try {
            return Integer.parseInt(cursor);
        } catch (NumberFormatException e) {
            throw invalid(e);
        }
    }

    private static WasmcloudException invalid(IllegalArgumentException cause) {
        var detail = "not a cursor of this list (expected: the 'next' of its last part)";
        return new WasmcloudException(
                ErrorCode.INVALID_VALUE, detail, List.of(new FieldError("?cursor", detail)), cause);
    }
}
