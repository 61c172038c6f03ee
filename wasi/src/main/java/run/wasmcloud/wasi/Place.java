package run.wasmcloud.wasi;

import org.jspecify.annotations.Nullable;

/**
 * Where a path leads: an entry of a directory that may not be there yet, or a directory itself when
 * the path ends in {@code .} or {@code ..}.
 *
 * @param name {@link #ITSELF} for the directory itself
 * @param node what is there, null when nothing is
 * @param asDirectory whether the path says that it is a directory, by a slash at its end
 */
record Place(Directory directory, String name, @Nullable Node node, boolean asDirectory) {
    static final String ITSELF = ".";

    /** Returns what is there; refuses when nothing is. */
    Node existing() {
        if (node == null) {
            throw new Refused(Errno.NOENT);
        }
        return node;
    }

    /** Refuses when something is there already. */
    void requireFree() {
        if (node != null) {
            throw new Refused(Errno.EXIST);
        }
    }

    /**
     * Refuses a directory that the path names by {@code .} or {@code ..}: it has no name to take.
     */
    void requireName() {
        if (name.equals(ITSELF)) {
            throw new Refused(Errno.INVAL);
        }
    }
}
