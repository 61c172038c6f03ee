package run.wasmcloud.wasi;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * A directory of shipped files; it never changes, and is shared by all runs that see the same
 * files.
 *
 * <p>The root may have one entry more that is a run's own: what is mounted there.
 */
final class FixedDirectory extends Directory {
    private final @Nullable FixedDirectory parent;
    private final String[] names;
    private final @Nullable Node[] nodes;
    private final @Nullable String mountName;
    private final @Nullable Directory mount;

    /**
     * Makes a directory whose entries are to be set.
     *
     * @param parent null for the root
     * @param names sorted
     */
    FixedDirectory(@Nullable FixedDirectory parent, long inode, long modified, String[] names) {
        super(Volume.SHIPPED, inode, modified);
        this.parent = parent;
        this.names = names;
        this.nodes = new Node[names.length];
        this.mountName = null;
        this.mount = null;
    }

    private FixedDirectory(FixedDirectory root, String mountName, Directory mount) {
        super(Volume.SHIPPED, root.inode(), root.filestat().modified());
        this.parent = null;
        this.names = root.names;
        this.nodes = root.nodes;
        this.mountName = mountName;
        this.mount = mount;
    }

    /** Returns this root with one entry more, in place of one of the same name. */
    FixedDirectory mounting(String name, Directory directory) {
        return new FixedDirectory(this, name, directory);
    }

    /** Sets the entry at an index; only while the tree is made. */
    void set(int index, Node node) {
        nodes[index] = node;
    }

    @Override
    @Nullable Node find(String name) {
        if (name.equals(mountName)) {
            return mount;
        }
        var index = Arrays.binarySearch(names, name);
        return index < 0 ? null : nodes[index];
    }

    @Override
    @Nullable Entry after(long position) {
        if (position >= 0 && position < names.length) {
            var node = nodes[(int) position];
            return node == null ? null : new Entry(names[(int) position], node, position + 1);
        }
        return position == names.length && mountName != null && mount != null
                ? new Entry(mountName, mount, position + 1)
                : null;
    }

    @Override
    Directory parent() {
        return parent == null ? this : parent;
    }

    @Override
    OwnDirectory writable() {
        throw new Refused(Errno.ROFS);
    }

    @Override
    void linked() {
        throw new Refused(Errno.ROFS);
    }

    @Override
    void unlinked() {
        throw new Refused(Errno.ROFS);
    }
}
