package run.wasmcloud.wasi;

import org.jspecify.annotations.Nullable;

/** A descriptor of a directory. */
final class OpenDirectory extends Descriptor {
    private final Directory directory;
    private final @Nullable String preopenedAs;

    OpenDirectory(Directory directory, long rights, long inheriting, int flags) {
        super(rights & Rights.OF_DIRECTORY, inheriting, flags);
        this.directory = directory;
        this.preopenedAs = null;
    }

    /** Opens a directory with all rights, known to the guest by a path. */
    OpenDirectory(Preopens.Preopen preopen) {
        super(Rights.OF_DIRECTORY, Rights.ALL, 0);
        this.directory = preopen.directory();
        this.preopenedAs = preopen.path();
    }

    Directory directory() {
        return directory;
    }

    /** Returns the path that the guest knows it by, null when the guest opened it itself. */
    @Nullable String preopenedAs() {
        return preopenedAs;
    }

    /**
     * Follows a path from here.
     *
     * @param wanted the rights that this takes
     * @param follow whether a symbolic link at its end is followed too
     */
    Place walk(String path, long wanted, boolean follow) {
        require(wanted);
        return PathWalk.walk(directory, path, follow);
    }

    @Override
    FileType type() {
        return FileType.DIRECTORY;
    }

    @Override
    Filestat filestat() {
        return directory.filestat();
    }

    @Override
    Node node() {
        return directory;
    }
}
