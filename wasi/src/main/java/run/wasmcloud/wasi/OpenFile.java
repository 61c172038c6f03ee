package run.wasmcloud.wasi;

/** A descriptor of a regular file, with its offset. */
final class OpenFile extends Descriptor {
    private final RegularFile file;
    private long position;

    OpenFile(RegularFile file, long rights, int flags) {
        super(rights & Rights.OF_FILE, 0, flags);
        this.file = file;
        file.opened();
    }

    RegularFile file() {
        return file;
    }

    /** Returns the offset at which the next read begins, in bytes. */
    long position() {
        return position;
    }

    void setPosition(long newPosition) {
        position = newPosition;
    }

    /**
     * Returns the offset at which the next write begins: the end for a file that is appended to.
     */
    long writePosition() {
        return (flags() & FdFlags.APPEND) == 0 ? position : file.size();
    }

    @Override
    FileType type() {
        return file.type();
    }

    @Override
    Filestat filestat() {
        return file.filestat();
    }

    @Override
    Node node() {
        return file;
    }

    @Override
    void closed() {
        file.closed();
    }
}
