package run.wasmcloud.store;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.model.TrapFrame;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * An outcome in the columns of a row.
 *
 * @param kind {@link Outcome#kind}
 * @param detail the outcome's one value as text; empty when it has none
 */
record OutcomeColumns(String kind, String detail, List<TrapFrame> frames) {
    static OutcomeColumns of(Outcome outcome) {
        return new OutcomeColumns(outcome.kind(), Rows.text(value(outcome)), frames(outcome));
    }

    private static String value(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Completed _, Outcome.Cancelled _ -> "";
            case Outcome.Exited exited -> String.valueOf(exited.status());
            case Outcome.Trapped trapped -> trapped.trap();
            case Outcome.BadResponse bad -> bad.reason();
            case Outcome.Denied denied -> denied.reason();
            case Outcome.LimitReached reached -> reached.limit().word();
            case Outcome.PlatformFailed failed -> failed.errorId();
        };
    }

    private static List<TrapFrame> frames(Outcome outcome) {
        return outcome instanceof Outcome.Trapped trapped ? trapped.frames() : List.of();
    }

    static Outcome read(ResultSet row) throws SQLException {
        var detail = row.getString("detail");
        var kind = row.getString("outcome");
        return switch (kind) {
            case "completed" -> new Outcome.Completed();
            case "cancelled" -> new Outcome.Cancelled();
            case "exited" -> new Outcome.Exited(Integer.parseInt(detail));
            case "trapped" -> new Outcome.Trapped(detail, readFrames(row));
            case "bad-response" -> new Outcome.BadResponse(detail);
            case "denied" -> new Outcome.Denied(detail);
            case "limit-reached" -> new Outcome.LimitReached(limit(detail));
            case "platform-failed" -> new Outcome.PlatformFailed(detail);
            default -> throw new SQLException("outcome " + kind + " (expected: one of Outcome's)");
        };
    }

    private static List<TrapFrame> readFrames(ResultSet row) throws SQLException {
        return List.of(Rows.json(TrapFrame[].class, row, "frames"));
    }

    private static RunLimit limit(String word) throws SQLException {
        return Arrays.stream(RunLimit.values())
                .filter(limit -> limit.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new SQLException("limit " + word + " (expected: a RunLimit)"));
    }
}
