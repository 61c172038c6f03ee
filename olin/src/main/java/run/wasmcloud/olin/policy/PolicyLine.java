package run.wasmcloud.olin.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a policy file as words, without its comment: two hashes begin one, where a word would
 * begin.
 *
 * @param number counted from 1
 */
record PolicyLine(int number, List<Word> words) {
    private static final int SHOWN = 60;

    /**
     * A word.
     *
     * @param column where it begins, counted from 1
     */
    record Word(int column, String text) {}

    PolicyLine {
        words = List.copyOf(words);
    }

    static PolicyLine of(int number, String line) {
        var words = new ArrayList<Word>();
        var at = 0;
        while (at < line.length()) {
            if (Character.isWhitespace(line.charAt(at))) {
                at++;
            } else if (line.startsWith("##", at)) {
                at = line.length();
            } else {
                var end = wordEnd(line, at);
                words.add(new Word(at + 1, line.substring(at, end)));
                at = end;
            }
        }
        return new PolicyLine(number, words);
    }

    private static int wordEnd(String line, int start) {
        var end = start;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        return end;
    }

    String word(int index) {
        return words.get(index).text();
    }

    boolean isOnly(String word) {
        return words.size() == 1 && word(0).equals(word);
    }

    PolicyError error(int word, String message) {
        return new PolicyError(number, words.get(word).column(), message);
    }

    /** Returns a text in the length that a message bears. */
    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
