package run.wasmcloud.runtime;

/**
 * How many characters must be inserted, removed or replaced to make one word of another
 * (Levenshtein 1965).
 */
final class EditDistance {
    /** Words past this are cut: the distance is for names, and a guest may bring long ones. */
    private static final int LONGEST = 64;

    private EditDistance() {}

    static int between(String first, String second) {
        var a = first.substring(0, Math.min(first.length(), LONGEST));
        var b = second.substring(0, Math.min(second.length(), LONGEST));
        var row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                var replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
