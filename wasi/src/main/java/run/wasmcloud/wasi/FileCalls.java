package run.wasmcloud.wasi;

import static run.wasmcloud.runtime.ValueType.I32;
import static run.wasmcloud.runtime.ValueType.I64;

import run.wasmcloud.runtime.HostCall;
import run.wasmcloud.runtime.HostFunction;

import java.util.List;

/** Calls that make sense for regular files only: those with an offset or a size. */
final class FileCalls {
    static final List<HostFunction<WasiRun>> FUNCTIONS =
            List.of(
                    WasiCall.declare(
                            "fd_pread",
                            "reads at an offset",
                            FileCalls::fdPread,
                            I32,
                            I32,
                            I32,
                            I64,
                            I32),
                    WasiCall.declare(
                            "fd_pwrite",
                            "writes at an offset",
                            FileCalls::fdPwrite,
                            I32,
                            I32,
                            I32,
                            I64,
                            I32),
                    WasiCall.declare(
                            "fd_seek",
                            "moves an offset",
                            (run, call) -> fdSeek(run, call, Whence.of(call.i32(2))),
                            I32,
                            I64,
                            I32,
                            I32),
                    WasiCall.declare("fd_tell", "tells an offset", FileCalls::fdTell, I32, I32),
                    WasiCall.declare(
                            "fd_advise",
                            "tells of the use to come",
                            FileCalls::fdAdvise,
                            I32,
                            I64,
                            I64,
                            I32),
                    WasiCall.declare(
                            "fd_allocate", "reserves space", FileCalls::fdAllocate, I32, I64, I64),
                    WasiCall.declare(
                            "fd_filestat_set_size",
                            "sets a file's size",
                            FileCalls::fdFilestatSetSize,
                            I32,
                            I64));

    /** The numbers of {@code advice} begin at 0. */
    private static final int LAST_ADVICE = 5;

    private static final int LARGEST_PIECE = 1 << 20;

    private FileCalls() {}

    private static Errno fdPread(WasiRun run, HostCall call) {
        var open = run.file(call.i32(0));
        open.require(Rights.FD_READ | Rights.FD_SEEK);
        return read(run, call, open.file(), requireOffset(call.i64(3)), call.i32(4)).errno();
    }

    private static Errno fdPwrite(WasiRun run, HostCall call) {
        var open = run.file(call.i32(0));
        open.require(Rights.FD_WRITE | Rights.FD_SEEK);
        return write(run, call, open.file(), requireOffset(call.i64(3)), call.i32(4)).errno();
    }

    private static long requireOffset(long offset) {
        if (offset < 0) {
            throw new Refused(Errno.INVAL);
        }
        return offset;
    }

    /** Serves {@code fd_read} for a regular file. */
    static Errno fdRead(WasiRun run, HostCall call, OpenFile open) {
        open.require(Rights.FD_READ);
        var done = read(run, call, open.file(), open.position(), call.i32(3));
        open.setPosition(open.position() + done.bytes());
        return done.errno();
    }

    /** Serves {@code fd_write} for a regular file. */
    static Errno fdWrite(WasiRun run, HostCall call, OpenFile open) {
        open.require(Rights.FD_WRITE);
        var position = open.writePosition();
        var done = write(run, call, open.file(), position, call.i32(3));
        if (done.bytes() > 0) {
            open.setPosition(position + done.bytes());
        }
        return done.errno();
    }

    /** How far a read or write came, and what it answers. */
    private record Done(long bytes, Errno errno) {}

    private static Done read(
            WasiRun run, HostCall call, RegularFile file, long position, int result) {
        var vectors = new Vectors(call);
        if (!vectors.areValid()) {
            return new Done(0, Errno.INVAL);
        }
        call.memory().check(result, Integer.BYTES);
        var count = Math.clamp(file.size() - position, 0, vectors.totalBytes());
        vectors.forEachPart(
                count,
                LARGEST_PIECE,
                (done, address, length) -> {
                    run.run().deadline().check();
                    file.load(position + done, call.memory(), address, length);
                });
        call.memory().storeInt(result, (int) count);
        return new Done(count, Errno.SUCCESS);
    }

    private static Done write(
            WasiRun run, HostCall call, RegularFile file, long position, int result) {
        var vectors = new Vectors(call);
        if (!vectors.areValid()) {
            return new Done(0, Errno.INVAL);
        }
        call.memory().check(result, Integer.BYTES);
        var count = file.makeRoom(position, vectors.totalBytes());
        vectors.forEachPart(
                count,
                LARGEST_PIECE,
                (done, address, length) -> {
                    run.run().deadline().check();
                    file.store(position + done, call.memory(), address, length);
                });
        if (count > 0) {
            file.touch();
        }
        call.memory().storeInt(result, (int) count);
        return new Done(count, Errno.SUCCESS);
    }

    /** Serves {@code fd_seek}, however the guest's version numbers the origins. */
    static Errno fdSeek(WasiRun run, HostCall call, Whence whence) {
        var open = run.file(call.i32(0));
        var delta = call.i64(1);
        if (delta == 0 && whence == Whence.CURRENT) {
            requireTell(open);
        } else {
            open.require(Rights.FD_SEEK);
        }
        call.memory().check(call.i32(3), Long.BYTES);
        open.setPosition(sum(origin(open, whence), delta));
        call.memory().storeLong(call.i32(3), open.position());
        return Errno.SUCCESS;
    }

    private static long origin(OpenFile open, Whence whence) {
        return switch (whence) {
            case START -> 0;
            case CURRENT -> open.position();
            case END -> open.file().size();
        };
    }

    /** Offsets are not negative, so a sum that is too large turns negative. */
    private static long sum(long offset, long delta) {
        var sum = offset + delta;
        if (sum < 0) {
            throw new Refused(delta > 0 ? Errno.OVERFLOW : Errno.INVAL);
        }
        return sum;
    }

    private static Errno fdTell(WasiRun run, HostCall call) {
        var open = run.file(call.i32(0));
        requireTell(open);
        call.memory().storeLong(call.i32(1), open.position());
        return Errno.SUCCESS;
    }

    /** The right to seek includes the one to tell. */
    private static void requireTell(OpenFile open) {
        open.require(open.allows(Rights.FD_SEEK) ? 0 : Rights.FD_TELL);
    }

    /** Everything is in memory anyway. */
    private static Errno fdAdvise(WasiRun run, HostCall call) {
        var open = run.file(call.i32(0));
        open.require(Rights.FD_ADVISE);
        var valid =
                call.i64(1) >= 0
                        && call.i64(2) >= 0
                        && call.i32(3) >= 0
                        && call.i32(3) <= LAST_ADVICE;
        return valid ? Errno.SUCCESS : Errno.INVAL;
    }

    private static Errno fdAllocate(WasiRun run, HostCall call) {
        var open = run.file(call.i32(0));
        open.require(Rights.FD_ALLOCATE);
        var offset = requireOffset(call.i64(1));
        var length = call.i64(2);
        if (length <= 0) {
            return Errno.INVAL;
        }
        var end = offset + length;
        open.file().setSize(end < 0 ? end : Math.max(open.file().size(), end));
        open.file().touchAttributes();
        return Errno.SUCCESS;
    }

    private static Errno fdFilestatSetSize(WasiRun run, HostCall call) {
        var open = run.file(call.i32(0));
        open.require(Rights.FD_FILESTAT_SET_SIZE);
        open.file().setSize(requireOffset(call.i64(1)));
        open.file().touch();
        return Errno.SUCCESS;
    }
}
