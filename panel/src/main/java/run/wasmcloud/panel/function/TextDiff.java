package run.wasmcloud.panel.function;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What differs between two texts, line by line: the longest common subsequence stays. */
public final class TextDiff {
    /** More comparisons than this are not made: then all lines between are new. */
    private static final long MOST_COMPARISONS = 4_000_000;

    private TextDiff() {}

    /** What became of a line. */
    public enum Change {
        SAME,
        REMOVED,
        ADDED
    }

    /** One line of either text. */
    public record Line(Change change, String text) {
        /** Returns what stands before the line. */
        public String sign() {
            return switch (change) {
                case SAME -> " ";
                case REMOVED -> "−";
                case ADDED -> "+";
            };
        }
    }

    static List<Line> of(String before, String after) {
        return of(before.lines().toList(), after.lines().toList());
    }

    private static List<Line> of(List<String> before, List<String> after) {
        var prefix = commonPrefix(before, after);
        var suffix = commonPrefix(rest(before, prefix).reversed(), rest(after, prefix).reversed());
        var lines = new ArrayList<Line>();
        before.subList(0, prefix).forEach(line -> lines.add(new Line(Change.SAME, line)));
        lines.addAll(
                middle(
                        before.subList(prefix, before.size() - suffix),
                        after.subList(prefix, after.size() - suffix)));
        before.subList(before.size() - suffix, before.size())
                .forEach(line -> lines.add(new Line(Change.SAME, line)));
        return Collections.unmodifiableList(lines);
    }

    private static List<String> rest(List<String> lines, int from) {
        return lines.subList(from, lines.size());
    }

    private static int commonPrefix(List<String> one, List<String> other) {
        var length = 0;
        while (length < one.size()
                && length < other.size()
                && one.get(length).equals(other.get(length))) {
            length++;
        }
        return length;
    }

    private static List<Line> middle(List<String> before, List<String> after) {
        return (long) before.size() * after.size() > MOST_COMPARISONS
                ? replaced(before, after)
                : compared(before, after, lengths(before, after));
    }

    private static List<Line> replaced(List<String> before, List<String> after) {
        var lines = new ArrayList<Line>();
        before.forEach(line -> lines.add(new Line(Change.REMOVED, line)));
        after.forEach(line -> lines.add(new Line(Change.ADDED, line)));
        return lines;
    }

    /** The lengths of the longest common subsequences of all ends of both. */
    private static int[][] lengths(List<String> before, List<String> after) {
        var lengths = new int[before.size() + 1][after.size() + 1];
        for (var i = before.size() - 1; i >= 0; i--) {
            for (var j = after.size() - 1; j >= 0; j--) {
                lengths[i][j] =
                        before.get(i).equals(after.get(j))
                                ? lengths[i + 1][j + 1] + 1
                                : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
            }
        }
        return lengths;
    }

    private static List<Line> compared(List<String> before, List<String> after, int[][] lengths) {
        var lines = new ArrayList<Line>();
        var i = 0;
        var j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                lines.add(new Line(Change.SAME, before.get(i)));
                i++;
                j++;
            } else if (j == after.size()
                    || (i < before.size() && lengths[i + 1][j] >= lengths[i][j + 1])) {
                lines.add(new Line(Change.REMOVED, before.get(i)));
                i++;
            } else {
                lines.add(new Line(Change.ADDED, after.get(j)));
                j++;
            }
        }
        return lines;
    }
}
