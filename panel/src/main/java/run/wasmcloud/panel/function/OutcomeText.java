package run.wasmcloud.panel.function;

import run.wasmcloud.panel.web.Tone;

import java.util.List;

/** The ways in which runs end, for people. */
public final class OutcomeText {
    /** All of them, those that are nobody's fault first. */
    public static final List<String> KINDS =
            List.of(
                    "completed",
                    "cancelled",
                    "exited",
                    "trapped",
                    "bad-response",
                    "denied",
                    "limit-reached",
                    "platform-failed");

    private OutcomeText() {}

    /** Returns a kind of outcome in words. */
    public static String text(String kind) {
        return kind.replace('-', ' ');
    }

    /** Returns how a kind of outcome looks. */
    public static Tone tone(String kind) {
        return switch (kind) {
            case "completed" -> Tone.GOOD;
            case "cancelled" -> Tone.NEUTRAL;
            case "denied", "limit-reached" -> Tone.WARNING;
            default -> Tone.BAD;
        };
    }

    /** Tells whether runs that ended so failed. */
    static boolean isFailure(String kind) {
        return !kind.equals("completed") && !kind.equals("cancelled");
    }
}
