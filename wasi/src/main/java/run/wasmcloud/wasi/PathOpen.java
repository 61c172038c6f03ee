package run.wasmcloud.wasi;

import run.wasmcloud.runtime.HostCall;

/**
 * {@code path_open}: opens a file or directory, or makes a file.
 *
 * @param rights what the guest wants to use the descriptor for
 * @param inheriting what it wants to open by it
 * @see <a
 *     href="https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md#path_open">preview
 *     1</a>
 */
record PathOpen(int openFlags, long rights, long inheriting, int flags) {
    private static final int CREATE = 1;
    private static final int DIRECTORY = 1 << 1;
    private static final int EXCLUSIVE = 1 << 2;
    private static final int TRUNCATE = 1 << 3;
    private static final int ALL = CREATE | DIRECTORY | EXCLUSIVE | TRUNCATE;

    static Errno serve(WasiRun run, HostCall call) {
        var memory = call.memory();
        var directory = run.directory(call.i32(0));
        var path = Names.path(memory, call.i32(2), call.i32(3));
        memory.check(call.i32(8), Integer.BYTES);
        var open =
                new PathOpen(
                        call.i32(4),
                        call.i64(5) & Rights.ALL,
                        call.i64(6) & Rights.ALL,
                        FdFlags.checked(call.i32(7)));
        var follow = PathCalls.isFollowing(call.i32(1));
        var number = run.descriptors().next();
        run.descriptors().open(number, open.below(directory, path, follow));
        memory.storeInt(call.i32(8), number);
        return Errno.SUCCESS;
    }

    PathOpen {
        if ((openFlags & ~ALL) != 0 || (openFlags & (CREATE | DIRECTORY)) == (CREATE | DIRECTORY)) {
            throw new Refused(Errno.INVAL);
        }
    }

    private boolean has(int flag) {
        return (openFlags & flag) != 0;
    }

    private Descriptor below(OpenDirectory directory, String path, boolean follow) {
        if (!Rights.covers(
                directory.inheriting(), rights | inheriting | FdFlags.rightsFor(flags))) {
            throw new Refused(Errno.NOTCAPABLE);
        }
        var exclusive = has(CREATE) && has(EXCLUSIVE);
        var place = directory.walk(path, rightsToOpen(), follow && !exclusive);
        return switch (place.node()) {
            case null -> file(created(place));
            case Node _ when exclusive -> throw new Refused(Errno.EXIST);
            case SymbolicLink _ -> throw new Refused(Errno.LOOP);
            case RegularFile file -> file(file);
            case Directory found -> directory(found);
        };
    }

    private long rightsToOpen() {
        return Rights.PATH_OPEN
                | (has(CREATE) ? Rights.PATH_CREATE_FILE : 0)
                | (has(TRUNCATE) ? Rights.PATH_FILESTAT_SET_SIZE : 0);
    }

    private RegularFile created(Place place) {
        if (!has(CREATE)) {
            throw new Refused(Errno.NOENT);
        }
        if (place.asDirectory()) {
            throw new Refused(Errno.ISDIR);
        }
        var parent = place.directory().writable();
        var file = RegularFile.empty(parent.volume());
        parent.add(place.name(), file);
        return file;
    }

    private Descriptor file(RegularFile file) {
        if (has(DIRECTORY)) {
            throw new Refused(Errno.NOTDIR);
        }
        if (Rights.covers(rights, Rights.FD_WRITE)) {
            file.volume().requireWritable();
        }
        if (has(TRUNCATE)) {
            file.setSize(0);
            file.touch();
        }
        return new OpenFile(file, rights, flags);
    }

    private Descriptor directory(Directory directory) {
        if (has(CREATE | TRUNCATE) || Rights.covers(rights, Rights.FD_WRITE)) {
            throw new Refused(Errno.ISDIR);
        }
        return new OpenDirectory(directory, rights, inheriting, flags);
    }
}
