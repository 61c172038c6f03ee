package run.wasmcloud.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds what was probably meant by a word that does not exist. */
final class Suggestion {
    private static final int LONGEST = 64;
    private static final int LETTERS_PER_SLIP = 3;

    private Suggestion() {}

    /** Returns the known word that is most like the given one, if one is alike enough. */
    static Optional<String> of(String word, Collection<String> known) {
        return known.stream()
                .filter(each -> slips(word, each) <= Math.max(1, each.length() / LETTERS_PER_SLIP))
                .min(
                        Comparator.comparingInt((String each) -> slips(word, each))
                                .thenComparing(each -> each));
    }

    /**
     * Counts the letters to insert, remove, replace or swap with their neighbour (optimal string
     * alignment).
     */
    static int slips(String word, String other) {
        if (Math.max(word.length(), other.length()) > LONGEST) {
            return LONGEST;
        }
        var table = new int[word.length() + 1][other.length() + 1];
        IntStream.rangeClosed(0, word.length()).forEach(i -> table[i][0] = i);
        IntStream.rangeClosed(0, other.length()).forEach(j -> table[0][j] = j);
        for (int i = 1; i <= word.length(); i++) {
            for (int j = 1; j <= other.length(); j++) {
                table[i][j] = fewest(table, word, other, i, j);
            }
        }
        return table[word.length()][other.length()];
    }

    private static int fewest(int[][] table, String word, String other, int i, int j) {
        int replaced = table[i - 1][j - 1] + (word.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        return isSwap(word, other, i, j) ? Math.min(best, table[i - 2][j - 2] + 1) : best;
    }

    private static boolean isSwap(String word, String other, int i, int j) {
        return i > 1
                && j > 1
                && word.charAt(i - 1) == other.charAt(j - 2)
                && word.charAt(i - 2) == other.charAt(j - 1);
    }
}
