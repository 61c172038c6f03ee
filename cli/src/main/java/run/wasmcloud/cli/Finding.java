package run.wasmcloud.cli;

import org.jspecify.annotations.Nullable;

/**
 * What the doctor found of one thing.
 *
 * @param check what was looked at
 * @param detail what was seen
 * @param remedy what to do; null when nothing is wrong
 */
record Finding(String check, State state, String detail, @Nullable String remedy) {
    /** How it is. */
    enum State {
        /** As it should be. */
        OK(Style.GOOD),
        /** Works, but not as it should, or only some of it. */
        WARNING(Style.DOUBTFUL),
        /** Does not work. */
        FAILURE(Style.BAD);

        private final Style style;

        State(Style style) {
            this.style = style;
        }

        Style style() {
            return style;
        }
    }

    static Finding ok(String check, String detail) {
        return new Finding(check, State.OK, detail, null);
    }

    static Finding warning(String check, String detail, String remedy) {
        return new Finding(check, State.WARNING, detail, remedy);
    }

    static Finding failure(String check, String detail, String remedy) {
        return new Finding(check, State.FAILURE, detail, remedy);
    }
}
