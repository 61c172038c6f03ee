package run.wasmcloud.panel.web;

import java.util.Locale;

/** How a state looks: templates show it as a class, never as the only sign. */
public enum Tone {
    GOOD,
    WARNING,
    BAD,
    INFO,
    NEUTRAL;

    /** Returns the class of the style sheet. */
    public String css() {
        return "tone-" + name().toLowerCase(Locale.ROOT);
    }
}
