package run.wasmcloud.cli;

import run.wasmcloud.model.wire.InvocationItem;

/** Says in text how a run ended. */
final class InvocationText {
    private static final int LONGEST_DETAIL = 40;

    private InvocationText() {}

    static Cell outcome(InvocationItem run) {
        var text =
                run.detail().isEmpty()
                        ? run.outcome()
                        : run.outcome() + ": " + shortened(run.detail());
        return new Cell(text, style(run.outcome()));
    }

    static Style style(String outcome) {
        return switch (outcome) {
            case "completed" -> Style.GOOD;
            case "cancelled" -> Style.DOUBTFUL;
            default -> Style.BAD;
        };
    }

    static String status(InvocationItem run) {
        return run.httpStatus() == 0 ? "-" : Integer.toString(run.httpStatus());
    }

    private static String shortened(String detail) {
        return detail.codePointCount(0, detail.length()) <= LONGEST_DETAIL
                ? detail
                : detail.substring(0, detail.offsetByCodePoints(0, LONGEST_DETAIL - 1)) + "…";
    }
}
