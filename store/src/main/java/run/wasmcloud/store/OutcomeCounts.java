package run.wasmcloud.store;

import run.wasmcloud.model.Outcome;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The columns of tables of sums that count runs by their outcome. */
final class OutcomeCounts {
    /** {@link Outcome#kind} of every outcome. */
    static final List<String> KINDS =
            List.of(
                    "completed",
                    "exited",
                    "trapped",
                    "bad-response",
                    "denied",
                    "limit-reached",
                    "cancelled",
                    "platform-failed");

    private OutcomeCounts() {}

    /** Returns the sums of the columns, as a part of a SELECT. */
    static String sums() {
        return KINDS.stream()
                .map(kind -> "sum(%1$s) AS %1$s".formatted(column(kind)))
                .collect(Collectors.joining(", "));
    }

    /** Reads the columns: every kind has its count. */
    static Map<String, Long> read(ResultSet row) throws SQLException {
        var counts = new LinkedHashMap<String, Long>();
        for (var kind : KINDS) {
            counts.put(kind, row.getLong(column(kind)));
        }
        return counts;
    }

    /** Returns counts of nothing: every kind has its 0. */
    static Map<String, Long> none() {
        return KINDS.stream().collect(Collectors.toMap(kind -> kind, _ -> 0L));
    }

    private static String column(String kind) {
        return kind.replace('-', '_');
    }
}
