package run.wasmcloud.wasi;

import static run.wasmcloud.runtime.ValueType.I32;
import static run.wasmcloud.runtime.ValueType.I64;

import run.wasmcloud.runtime.HostCall;
import run.wasmcloud.runtime.HostFunction;

import java.util.List;

/** Calls that name a file below a directory, but for those that change directories. */
final class PathCalls {
    static final List<HostFunction<WasiRun>> FUNCTIONS =
            List.of(
                    WasiCall.declare(
                            "path_open",
                            "opens a file",
                            PathOpen::serve,
                            I32,
                            I32,
                            I32,
                            I32,
                            I32,
                            I64,
                            I64,
                            I32,
                            I32),
                    WasiCall.declare(
                            "path_filestat_get",
                            "describes a file",
                            PathCalls::pathFilestatGet,
                            I32,
                            I32,
                            I32,
                            I32,
                            I32),
                    WasiCall.declare(
                            "path_filestat_set_times",
                            "sets a file's times",
                            PathCalls::pathFilestatSetTimes,
                            I32,
                            I32,
                            I32,
                            I32,
                            I64,
                            I64,
                            I32),
                    WasiCall.declare(
                            "path_readlink",
                            "reads a link",
                            PathCalls::pathReadlink,
                            I32,
                            I32,
                            I32,
                            I32,
                            I32,
                            I32));

    private static final int SYMLINK_FOLLOW = 1;

    private PathCalls() {}

    /** Reads {@code lookupflags}: whether a symbolic link at a path's end is followed. */
    static boolean isFollowing(int flags) {
        if ((flags & ~SYMLINK_FOLLOW) != 0) {
            throw new Refused(Errno.INVAL);
        }
        return flags == SYMLINK_FOLLOW;
    }

    private static Errno pathFilestatGet(WasiRun run, HostCall call) {
        filestat(run, call).store(call.memory(), call.i32(4));
        return Errno.SUCCESS;
    }

    /** Returns what {@code path_filestat_get} tells, however it is laid out. */
    static Filestat filestat(WasiRun run, HostCall call) {
        var directory = run.directory(call.i32(0));
        var path = Names.path(call.memory(), call.i32(2), call.i32(3));
        return directory
                .walk(path, Rights.PATH_FILESTAT_GET, isFollowing(call.i32(1)))
                .existing()
                .filestat();
    }

    private static Errno pathFilestatSetTimes(WasiRun run, HostCall call) {
        var directory = run.directory(call.i32(0));
        var path = Names.path(call.memory(), call.i32(2), call.i32(3));
        var change = new TimeChange(call.i64(4), call.i64(5), call.i32(6));
        directory
                .walk(path, Rights.PATH_FILESTAT_SET_TIMES, isFollowing(call.i32(1)))
                .existing()
                .setTimes(change);
        return Errno.SUCCESS;
    }

    private static Errno pathReadlink(WasiRun run, HostCall call) {
        var directory = run.directory(call.i32(0));
        var memory = call.memory();
        var path = Names.path(memory, call.i32(1), call.i32(2));
        memory.check(call.i32(3), call.i32(4));
        memory.check(call.i32(5), Integer.BYTES);
        var node = directory.walk(path, Rights.PATH_READLINK, false).existing();
        if (!(node instanceof SymbolicLink link)) {
            return Errno.INVAL;
        }
        var target = link.targetBytes();
        var count = (int) Math.min(target.length, Integer.toUnsignedLong(call.i32(4)));
        memory.store(call.i32(3), target, 0, count);
        memory.storeInt(call.i32(5), count);
        return Errno.SUCCESS;
    }
}
