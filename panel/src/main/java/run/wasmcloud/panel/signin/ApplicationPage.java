package run.wasmcloud.panel.signin;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.ApplicationState;
import run.wasmcloud.model.wire.ApplicationItem;
import run.wasmcloud.panel.web.Form;
import run.wasmcloud.panel.web.Tone;

/**
 * Asking for the free tier.
 *
 * @param plan what the user has
 * @param applicant whether it is the plan that one applies from
 * @param latest the newest application; null when there is none
 */
public record ApplicationPage(
        Form form, String plan, boolean applicant, @Nullable ApplicationItem latest) {
    /** Tells whether the user may apply now. */
    public boolean open() {
        return applicant && (latest == null || latest.state() == ApplicationState.REJECTED);
    }

    /** Returns how the application's state looks. */
    public Tone tone() {
        if (latest == null) {
            return Tone.NEUTRAL;
        }
        return switch (latest.state()) {
            case OPEN -> Tone.INFO;
            case APPROVED -> Tone.GOOD;
            case REJECTED -> Tone.BAD;
        };
    }

    /** Returns the application's state in words. */
    public String state() {
        if (latest == null) {
            return "";
        }
        return switch (latest.state()) {
            case OPEN -> "waiting for a decision";
            case APPROVED -> "approved";
            case REJECTED -> "rejected";
        };
    }
}
