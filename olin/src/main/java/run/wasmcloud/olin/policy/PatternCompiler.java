package run.wasmcloud.olin.policy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import java.util.List;

/**
 * Compiles the patterns of one file and bounds what they cost together: a search takes time
 * proportional to the length of the URL times the size of all programs, and guests choose both.
 */
final class PatternCompiler {
    private static final int LONGEST = 1_000;
    private static final int MOST_INSTRUCTIONS = 20_000;

    private final List<PolicyError> errors;
    private int instructions;

    PatternCompiler(List<PolicyError> errors) {
        this.errors = errors;
    }

    /** Adds the rule that a word is, or an error. */
    void add(PolicyLine line, int word, List<PolicyRule> rules) {
        var text = line.word(word);
        if (text.length() > LONGEST) {
            errors.add(
                    line.error(
                            word,
                            "a pattern of %d characters (expected: at most %d)"
                                    .formatted(text.length(), LONGEST)));
        } else if (new RepeatBound(text).size() > MOST_INSTRUCTIONS) {
            errors.add(
                    line.error(
                            word,
                            "its counted repetitions make '%s' too large; use * or +"
                                    .formatted(PolicyLine.shown(text))));
        } else {
            compile(line, word, text, rules);
        }
    }

    private void compile(PolicyLine line, int word, String text, List<PolicyRule> rules) {
        try {
            var pattern = Pattern.compile(text);
            instructions += pattern.programSize();
            if (instructions > MOST_INSTRUCTIONS) {
                var message =
                        "the patterns up to here are too large together; use fewer or simpler";
                errors.add(line.error(word, message));
            } else {
                rules.add(new PolicyRule(line.number(), pattern));
            }
        } catch (PatternSyntaxException e) {
            errors.add(
                    line.error(
                            word,
                            "'%s' is no RE2 pattern: %s"
                                    .formatted(PolicyLine.shown(text), e.getDescription())));
        }
    }
}
