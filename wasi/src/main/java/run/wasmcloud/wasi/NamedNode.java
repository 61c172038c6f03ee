package run.wasmcloud.wasi;

/** A file or a symbolic link: it may have several names, and counts them. */
abstract sealed class NamedNode extends Node permits RegularFile, SymbolicLink {
    private int names;

    /** Makes a node with so many names, as {@link Node} makes one. */
    NamedNode(Volume volume, long inode, long now, int names) {
        super(volume, inode, now);
        this.names = names;
    }

    @Override
    final long links() {
        return names;
    }

    @Override
    final void linked() {
        names++;
    }

    @Override
    final void unlinked() {
        names--;
        if (names == 0) {
            withoutName();
        }
    }

    final boolean hasName() {
        return names > 0;
    }

    /** Notes that its last name is gone. */
    abstract void withoutName();
}
