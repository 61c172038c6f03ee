package run.wasmcloud.store;

import java.util.TreeSet;

/** Compares the changes that were heard of with those that there were. Not thread-safe. */
final class Revisions {
    private static final long UNKNOWN = -1;

    private final TreeSet<Long> heard = new TreeSet<>();
    private long seen = UNKNOWN;

    /** Notes that one change was heard of. */
    void heard(long revision) {
        heard.add(revision);
    }

    /**
     * Tells whether changes up to a number went by unheard since the last call; the first call
     * cannot know, so it says that they did.
     */
    boolean missedSome(long revision) {
        var missed =
                seen == UNKNOWN
                        || revision < seen
                        || heard.subSet(seen + 1, revision + 1).size() < revision - seen;
        heard.headSet(revision, true).clear();
        seen = revision;
        return missed;
    }
}
