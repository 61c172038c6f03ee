package run.wasmcloud.wasi;

/**
 * How much a run's temporary files may still take. Bytes are those of files, holes included, and of
 * the targets of symbolic links; entries are the names in directories, so that neither empty files
 * nor links can eat the host's memory.
 */
final class Space {
    /** What an entry with its file costs the host at most, about, apart from the file's bytes. */
    private static final long BYTES_AN_ENTRY = 1024;

    private static final long FEWEST_ENTRIES = 16;

    private long bytesLeft;
    private long entriesLeft;

    /** Makes the room of this many bytes, and of an entry for each KiB of it, at least 16. */
    Space(long bytes) {
        this.bytesLeft = bytes;
        this.entriesLeft = Math.max(bytes / BYTES_AN_ENTRY, FEWEST_ENTRIES);
    }

    long bytesLeft() {
        return bytesLeft;
    }

    /** Takes bytes, all or none. */
    void take(long bytes) {
        if (bytes > bytesLeft) {
            throw new Refused(Errno.NOSPC);
        }
        bytesLeft -= bytes;
    }

    void give(long bytes) {
        bytesLeft += bytes;
    }

    void requireEntry() {
        if (entriesLeft == 0) {
            throw new Refused(Errno.NOSPC);
        }
    }

    void takeEntry() {
        requireEntry();
        entriesLeft--;
    }

    void giveEntry() {
        entriesLeft++;
    }
}
