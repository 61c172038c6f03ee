package run.wasmcloud.wasi;

/** A file, directory or symbolic link, whatever its names. */
abstract sealed class Node permits NamedNode, Directory {
    private final Volume volume;
    private final long inode;
    private long accessed;
    private long modified;
    private long changed;

    /**
     * Makes a node.
     *
     * @param now the time that it has been unchanged since, in nanoseconds since 1970
     */
    Node(Volume volume, long inode, long now) {
        this.volume = volume;
        this.inode = inode;
        this.accessed = now;
        this.modified = now;
        this.changed = now;
    }

    final Volume volume() {
        return volume;
    }

    final long inode() {
        return inode;
    }

    abstract FileType type();

    /** Returns how many bytes it holds, as {@code filestat} counts them. */
    abstract long size();

    /** Returns how many names it has. */
    abstract long links();

    /** Notes that it has one name more. */
    abstract void linked();

    /** Notes that it has one name less. */
    abstract void unlinked();

    final Filestat filestat() {
        return new Filestat(
                volume.device(), inode, type(), links(), size(), accessed, modified, changed);
    }

    /** Notes that what it holds has changed. */
    final void touch() {
        modified = volume.now();
        changed = modified;
    }

    /** Notes that something about it has changed, but not what it holds. */
    final void touchAttributes() {
        changed = volume.now();
    }

    /** Sets the times that a guest chose; refuses when nothing can be changed here. */
    final void setTimes(TimeChange change) {
        volume.requireWritable();
        var now = volume.now();
        accessed = change.accessed(accessed, now);
        modified = change.modified(modified, now);
        changed = now;
    }
}
