package run.wasmcloud.store;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.function.Supplier;

/** Tells a database that is away for the moment from what is wrong with a statement. */
final class DatabaseAway {
    private static final int DEEPEST = 10;

    private DatabaseAway() {}

    /**
     * Does work on the database.
     *
     * @param what cannot be done without it, for the caller
     * @throws WasmcloudException {@code UNAVAILABLE} when the database does not answer
     */
    static <T> T noticed(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            if (isCauseOf(e)) {
                throw new WasmcloudException(
                        ErrorCode.UNAVAILABLE, what + " for the moment; try again later", e);
            }
            throw e;
        }
    }

    private static boolean isCauseOf(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (var depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof SQLException error && isAway(error)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Class 08 is "connection exception", 57P "operator intervention", such as a shutdown. */
    private static boolean isAway(SQLException error) {
        var state = error.getSQLState();
        return error instanceof SQLTransientConnectionException
                || (state != null && (state.startsWith("08") || state.startsWith("57P")));
    }
}
