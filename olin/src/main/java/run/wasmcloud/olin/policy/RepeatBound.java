package run.wasmcloud.olin.policy;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Estimates how large a pattern becomes when its counted repetitions are written out, before it is
 * compiled: repetitions of repetitions multiply, and the compiler would write them all out.
 */
final class RepeatBound {
    private static final int MOST_DIGITS = 4;
    private static final long FAR = 1L << 40;

    private final String pattern;

    /** The size of each open group so far, the innermost first. */
    private final Deque<Long> groups = new ArrayDeque<>();

    private long group;
    private long atom;

    RepeatBound(String pattern) {
        this.pattern = pattern;
    }

    /** Returns the estimate, in about as many instructions as the compiler would make. */
    long size() {
        if (pattern.contains("\\Q") || pattern.contains("[:")) {
            return productOfAll();
        }
        for (int i = 0; i < pattern.length(); ) {
            i = step(i);
        }
        endAtom();
        return groups.stream().reduce(group, RepeatBound::sum);
    }

    /** More than the true size: for what is too intricate to follow here. */
    private long productOfAll() {
        var size = (long) pattern.length();
        for (int i = pattern.indexOf('{'); i >= 0; i = pattern.indexOf('{', i + 1)) {
            size = product(size, count(i));
        }
        return size;
    }

    private int step(int at) {
        switch (pattern.charAt(at)) {
            case '\\' -> newAtom(1);
            case '(' -> openGroup();
            case ')' -> closeGroup();
            case '{' -> atom = product(atom, count(at));
            default -> newAtom(1);
        }
        return next(at);
    }

    private int next(int at) {
        return switch (pattern.charAt(at)) {
            case '\\' -> at + 2;
            case '[' -> classEnd(at);
            default -> at + 1;
        };
    }

    private int classEnd(int start) {
        var at = start + 1;
        if (pattern.startsWith("^", at)) {
            at++;
        }
        if (pattern.startsWith("]", at)) {
            at++;
        }
        while (at < pattern.length() && pattern.charAt(at) != ']') {
            at += pattern.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private void newAtom(long size) {
        endAtom();
        atom = size;
    }

    private void endAtom() {
        group = sum(group, atom);
        atom = 0;
    }

    private void openGroup() {
        endAtom();
        groups.push(group);
        group = 2;
    }

    private void closeGroup() {
        endAtom();
        var closed = group;
        group = groups.isEmpty() ? 0 : groups.pop();
        atom = closed;
    }

    /** Returns the larger number of {@code {n}}, {@code {n,}} or {@code {n,m}}, 1 for others. */
    private long count(int brace) {
        var end = pattern.indexOf('}', brace);
        if (end < 0) {
            return 1;
        }
        var largest = 1L;
        for (var number : pattern.substring(brace + 1, end).split(",", -1)) {
            if (number.length() <= MOST_DIGITS && number.matches("[0-9]+")) {
                largest = Math.max(largest, Integer.parseInt(number));
            }
        }
        return largest;
    }

    private static long product(long a, long b) {
        return Math.min(FAR, a * b);
    }

    private static long sum(long a, long b) {
        return Math.min(FAR, a + b);
    }
}
