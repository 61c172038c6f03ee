package run.wasmcloud.wasi;

import org.jspecify.annotations.Nullable;

/** A directory. The entries for itself and for its parent are implied. */
abstract sealed class Directory extends Node permits FixedDirectory, OwnDirectory {
    /**
     * A name in a directory.
     *
     * @param position tells where listing goes on; grows from entry to entry, at least 1
     */
    record Entry(String name, Node node, long position) {}

    Directory(Volume volume, long inode, long now) {
        super(volume, inode, now);
    }

    /** Returns what has a name here, null when nothing has. */
    abstract @Nullable Node find(String name);

    /** Returns the first entry after a position, null when there is none. */
    abstract @Nullable Entry after(long position);

    /** Returns the directory that this one is in; itself for the root of a volume. */
    abstract Directory parent();

    /** Returns itself where names can be added and removed; refuses elsewhere. */
    abstract OwnDirectory writable();

    @Override
    FileType type() {
        return FileType.DIRECTORY;
    }

    @Override
    long size() {
        return 0;
    }

    /** Always 1, as for file systems that do not count the parents of their directories. */
    @Override
    long links() {
        return 1;
    }
}
