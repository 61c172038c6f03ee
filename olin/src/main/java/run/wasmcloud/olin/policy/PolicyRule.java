package run.wasmcloud.olin.policy;

import com.google.re2j.Pattern;

/**
 * One pattern of a policy file. Its engine takes time linear in the URL, whatever the pattern.
 *
 * @param line where it stands in the file, counted from 1
 */
public record PolicyRule(int line, Pattern pattern) {
    /** Tells whether the pattern is found anywhere in a URL. */
    public boolean matches(String url) {
        return pattern.matcher(url).find();
    }

    /** Returns the pattern with its line, for a message to the function's owner. */
    @Override
    public String toString() {
        return "line %d: %s".formatted(line, pattern.pattern());
    }
}
