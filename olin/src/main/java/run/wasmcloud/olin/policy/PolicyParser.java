package run.wasmcloud.olin.policy;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads one policy file, line by line, and goes on after an error to find the others. */
final class PolicyParser {
    private static final int LONGEST_FILE = 64 * 1024;
    private static final int MOST_ERRORS = 50;
    private static final long MOST_PAGES = 65_536;

    private final List<PolicyError> errors = new ArrayList<>();
    private final PatternCompiler patterns = new PatternCompiler(errors);
    private final List<PolicyRule> allow = new ArrayList<>();
    private final List<PolicyRule> disallow = new ArrayList<>();
    private OptionalInt memoryPages = OptionalInt.empty();
    private OptionalLong fuel = OptionalLong.empty();
    private Optional<Duration> wallTime = Optional.empty();
    private @Nullable List<PolicyRule> block;
    private @Nullable PolicyLine blockStart;

    private PolicyParser() {}

    /**
     * Reads a file.
     *
     * @throws InvalidPolicyException with all that is wrong in it
     */
    static Policy parse(String text) {
        if (text.length() > LONGEST_FILE) {
            throw new InvalidPolicyException(
                    List.of(
                            new PolicyError(
                                    1,
                                    1,
                                    "the file has %d characters (expected: at most %d)"
                                            .formatted(text.length(), LONGEST_FILE))));
        }
        return new PolicyParser().read(text);
    }

    private Policy read(String text) {
        var number = 0;
        for (var line : text.split("\r\n|\n|\r", -1)) {
            number++;
            read(PolicyLine.of(number, line));
        }
        if (blockStart != null) {
            fail(blockStart, 0, "the parenthesis is never closed (expected: a line with ')')");
        }
        if (!errors.isEmpty()) {
            throw new InvalidPolicyException(
                    errors.subList(0, Math.min(errors.size(), MOST_ERRORS)));
        }
        return new Policy(allow, disallow, new PolicyLimits(memoryPages, fuel, wallTime));
    }

    private void read(PolicyLine line) {
        if (line.words().isEmpty()) {
            return;
        }
        if (block != null) {
            readInBlock(line, block);
        } else {
            readVerb(line);
        }
    }

    private void readInBlock(PolicyLine line, List<PolicyRule> rules) {
        if (line.isOnly(")")) {
            block = null;
            blockStart = null;
        } else if (line.words().size() > 1) {
            fail(line, 1, "a pattern has no spaces (expected: one pattern on a line)");
        } else {
            patterns.add(line, 0, rules);
        }
    }

    private void readVerb(PolicyLine line) {
        switch (line.word(0)) {
            case "allow" -> readPatterns(line, allow);
            case "disallow" -> readPatterns(line, disallow);
            case "ram-page-limit" ->
                    number(line, memoryPages.isPresent(), MOST_PAGES)
                            .ifPresent(value -> memoryPages = OptionalInt.of((int) value));
            case "gas-limit" ->
                    number(line, fuel.isPresent(), Long.MAX_VALUE)
                            .ifPresent(value -> fuel = OptionalLong.of(value));
            case "time-limit-ms" ->
                    number(line, wallTime.isPresent(), Integer.MAX_VALUE)
                            .ifPresent(value -> wallTime = Optional.of(Duration.ofMillis(value)));
            default ->
                    fail(
                            line,
                            0,
                            "'%s' (expected: allow, disallow, ram-page-limit, gas-limit or time-limit-ms)"
                                    .formatted(PolicyLine.shown(line.word(0))));
        }
    }

    private void readPatterns(PolicyLine line, List<PolicyRule> rules) {
        switch (line.words().size()) {
            case 1 ->
                    fail(
                            line,
                            0,
                            "nothing follows '%s' (expected: a pattern or '(')"
                                    .formatted(line.word(0)));
            case 2 -> readPattern(line, rules);
            default -> fail(line, 2, "a pattern has no spaces (expected: the end of the line)");
        }
    }

    private void readPattern(PolicyLine line, List<PolicyRule> rules) {
        if (line.word(1).equals("(")) {
            block = rules;
            blockStart = line;
        } else {
            patterns.add(line, 1, rules);
        }
    }

    private OptionalLong number(PolicyLine line, boolean known, long most) {
        if (known) {
            return fail(line, 0, "'%s' stands twice (expected: once)".formatted(line.word(0)));
        }
        if (line.words().size() != 2) {
            return fail(line, 0, "'%s' (expected: one number after it)".formatted(line.word(0)));
        }
        var text = line.word(1);
        if (!text.matches("[0-9]{1,19}")) {
            return badNumber(line, most);
        }
        try {
            var value = Long.parseLong(text);
            return value < 1 || value > most ? badNumber(line, most) : OptionalLong.of(value);
        } catch (NumberFormatException _) {
            return badNumber(line, most);
        }
    }

    private OptionalLong badNumber(PolicyLine line, long most) {
        return fail(
                line,
                1,
                "'%s' (expected: a number from 1 to %d)"
                        .formatted(PolicyLine.shown(line.word(1)), most));
    }

    private OptionalLong fail(PolicyLine line, int word, String message) {
        errors.add(line.error(word, message));
        return OptionalLong.empty();
    }
}
