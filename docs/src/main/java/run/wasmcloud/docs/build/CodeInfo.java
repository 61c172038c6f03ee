package run.wasmcloud.docs.build;

import java.util.Optional;

/**
 * What the first line of a block of code says: {@code sh needs: root}.
 *
 * @param language empty when it says none
 * @param needs why a test does not run it
 */
public record CodeInfo(String language, Optional<String> needs) {
    private static final String NEEDS = "needs:";

    /** Reads the words after the fence. */
    public static CodeInfo of(String info) {
        var words = info.strip();
        var space = words.indexOf(' ');
        var language = space < 0 ? words : words.substring(0, space);
        var rest = space < 0 ? "" : words.substring(space + 1).strip();
        return new CodeInfo(
                language,
                rest.startsWith(NEEDS)
                        ? Optional.of(rest.substring(NEEDS.length()).strip())
                        : Optional.empty());
    }
}
