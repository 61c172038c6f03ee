package run.wasmcloud.runtime;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what a guest opened, by name. A guest chooses the names, so only so many are kept apart;
 * the others are counted together.
 */
final class OpenedResources {
    /** What the names are counted under that came when there were too many. */
    static final String OTHERS = "others";

    private static final int MOST_NAMES = 256;

    private final Map<String, Long> counts = new TreeMap<>();

    void add(String name) {
        var known = counts.containsKey(name) || counts.size() < MOST_NAMES;
        counts.merge(known ? name : OTHERS, 1L, Long::sum);
    }

    Map<String, Long> counts() {
        return counts;
    }
}
