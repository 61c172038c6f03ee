package run.wasmcloud.wasi;

/** What a descriptor leads to, and what it may be used for. */
abstract sealed class Descriptor permits Stream, OpenFile, OpenDirectory {
    private long rights;
    private long inheriting;
    private int flags;

    /**
     * Makes a descriptor.
     *
     * @param rights what it may be used for, see {@link Rights}
     * @param inheriting what descriptors may be used for that are opened by it
     * @param flags how it writes, see {@link FdFlags}
     */
    Descriptor(long rights, long inheriting, int flags) {
        this.rights = rights;
        this.inheriting = inheriting;
        this.flags = flags;
    }

    abstract FileType type();

    /** Tells what can be told of the file. */
    abstract Filestat filestat();

    /** Returns the file, directory or link that it leads to; refuses for streams. */
    abstract Node node();

    final long rights() {
        return rights;
    }

    final long inheriting() {
        return inheriting;
    }

    final int flags() {
        return flags;
    }

    /** Changes the flags; a stream cannot do without blocking. */
    void setFlags(int newFlags) {
        flags = newFlags;
    }

    final boolean allows(long wanted) {
        return Rights.covers(rights, wanted);
    }

    /** Refuses unless it may be used for all of these. */
    final void require(long wanted) {
        if (!allows(wanted)) {
            throw new Refused(Errno.NOTCAPABLE);
        }
    }

    /** Takes rights away; refuses to give any. */
    final void narrow(long newRights, long newInheriting) {
        if (!Rights.covers(rights, newRights) || !Rights.covers(inheriting, newInheriting)) {
            throw new Refused(Errno.NOTCAPABLE);
        }
        rights = newRights;
        inheriting = newInheriting;
    }

    /** Notes that the descriptor is no more. */
    void closed() {}
}
