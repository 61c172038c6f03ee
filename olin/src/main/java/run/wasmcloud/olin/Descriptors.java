package run.wasmcloud.olin;

import org.jspecify.annotations.Nullable;

/** The open descriptors of a run: a bounded number, the lowest free one first. */
final class Descriptors {
    /**
     * 0 to 2 stay free: a guest that takes them for another system's standard streams gets an
     * error, not some resource.
     */
    private static final int FIRST = 3;

    private final @Nullable Resource[] open;

    Descriptors(int most) {
        this.open = new @Nullable Resource[most];
    }

    /** Tells whether no more can be opened. */
    boolean full() {
        return free() == open.length;
    }

    private int free() {
        var slot = 0;
        while (slot < open.length && open[slot] != null) {
            slot++;
        }
        return slot;
    }

    /** Returns a new descriptor for a resource; there must be room. */
    int add(Resource resource) {
        var slot = free();
        open[slot] = resource;
        return slot + FIRST;
    }

    /** Returns what a descriptor leads to, null when it is not open. */
    @Nullable Resource find(int descriptor) {
        return isKnown(descriptor) ? open[descriptor - FIRST] : null;
    }

    private boolean isKnown(int descriptor) {
        return descriptor >= FIRST && descriptor - FIRST < open.length;
    }

    /** Closes a descriptor; returns whether it was open. */
    boolean close(int descriptor) {
        var resource = find(descriptor);
        if (resource == null) {
            return false;
        }
        open[descriptor - FIRST] = null;
        resource.close();
        return true;
    }

    /** Closes all that are open. */
    void closeAll() {
        for (int slot = 0; slot < open.length; slot++) {
            close(slot + FIRST);
        }
    }
}
