package run.wasmcloud.wasi;

import run.wasmcloud.runtime.GuestMemory;

/** A regular file. Its bytes count as long as it has a name or a descriptor leads to it. */
final class RegularFile extends NamedNode {
    /** The largest size, whatever the room: 1 TiB. */
    static final long LARGEST = 1L << 40;

    private final Content content;
    private int descriptors;

    /** Makes an empty file without a name. */
    static RegularFile empty(Volume volume) {
        return new RegularFile(volume, volume.nextInode(), volume.now(), new Blocks(), 0);
    }

    /** Makes a file that never changes, with one name. */
    static RegularFile shipped(long inode, long modified, byte[] bytes) {
        return new RegularFile(Volume.SHIPPED, inode, modified, new FixedContent(bytes), 1);
    }

    private RegularFile(Volume volume, long inode, long now, Content content, int names) {
        super(volume, inode, now, names);
        this.content = content;
    }

    @Override
    FileType type() {
        return FileType.REGULAR_FILE;
    }

    @Override
    long size() {
        return content.size();
    }

    @Override
    void withoutName() {
        forgetUnreachable();
    }

    /** Notes that one descriptor more leads here. Shipped files are shared: they keep no count. */
    void opened() {
        if (volume().isWritable()) {
            descriptors++;
        }
    }

    /** Notes that one descriptor less leads here. */
    void closed() {
        if (volume().isWritable()) {
            descriptors--;
            forgetUnreachable();
        }
    }

    private void forgetUnreachable() {
        if (!hasName() && descriptors == 0) {
            setSize(0);
        }
    }

    /** Copies bytes to a guest's memory; the range must lie within the size. */
    void load(long position, GuestMemory memory, int address, int length) {
        content.load(position, memory, address, length);
    }

    /** Copies bytes from a guest's memory; the range must lie within the size. */
    void store(long position, GuestMemory memory, int address, int length) {
        writable().store(position, memory, address, length);
    }

    /**
     * Makes room for a write.
     *
     * @param length how many bytes are to be written
     * @return how many of them there is room for; at least 1, unless the length is 0
     */
    long makeRoom(long position, long length) {
        var space = volume().space();
        if (length == 0) {
            return 0;
        }
        if (position < 0 || position >= LARGEST) {
            throw new Refused(Errno.FBIG);
        }
        var largest = Math.min(LARGEST, size() + space.bytesLeft());
        var count = Math.min(length, Math.max(largest, size()) - position);
        if (count <= 0) {
            throw new Refused(Errno.NOSPC);
        }
        setSize(Math.max(size(), position + count));
        return count;
    }

    /** Sets the size, all or nothing: bytes beyond it are gone, new ones are zero. */
    void setSize(long size) {
        var space = volume().space();
        if (size < 0 || size > LARGEST) {
            throw new Refused(Errno.FBIG);
        }
        var before = size();
        space.take(Math.max(size - before, 0));
        writable().resize(size);
        space.give(Math.max(before - size, 0));
    }

    private Blocks writable() {
        return switch (content) {
            case Blocks blocks -> blocks;
            case FixedContent _ -> throw new Refused(Errno.ROFS);
        };
    }
}
