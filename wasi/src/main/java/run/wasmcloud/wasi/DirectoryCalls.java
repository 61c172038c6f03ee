package run.wasmcloud.wasi;

import static run.wasmcloud.runtime.ValueType.I32;
import static run.wasmcloud.runtime.ValueType.I64;

import run.wasmcloud.runtime.HostCall;
import run.wasmcloud.runtime.HostFunction;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What directories are known by, and what is in them. */
final class DirectoryCalls {
    static final List<HostFunction<WasiRun>> FUNCTIONS =
            List.of(
                    WasiCall.declare(
                            "fd_prestat_get",
                            "describes a preopened directory",
                            DirectoryCalls::fdPrestatGet,
                            I32,
                            I32),
                    WasiCall.declare(
                            "fd_prestat_dir_name",
                            "names a preopened directory",
                            DirectoryCalls::fdPrestatDirName,
                            I32,
                            I32,
                            I32),
                    WasiCall.declare(
                            "fd_readdir",
                            "lists a directory",
                            DirectoryCalls::fdReaddir,
                            I32,
                            I32,
                            I32,
                            I64,
                            I32));

    private static final int PRESTAT_DIRECTORY = 0;
    private static final int PRESTAT_NAME_LENGTH = 4;

    private DirectoryCalls() {}

    private static Errno fdPrestatGet(WasiRun run, HostCall call) {
        var name = preopenName(run, call.i32(0));
        call.memory().storeInt(call.i32(1), PRESTAT_DIRECTORY);
        call.memory().storeInt(call.i32(1) + PRESTAT_NAME_LENGTH, name.length);
        return Errno.SUCCESS;
    }

    private static Errno fdPrestatDirName(WasiRun run, HostCall call) {
        var name = preopenName(run, call.i32(0));
        call.memory().check(call.i32(1), call.i32(2));
        if (Integer.compareUnsigned(call.i32(2), name.length) < 0) {
            return Errno.NAMETOOLONG;
        }
        call.memory().store(call.i32(1), name, 0, name.length);
        return Errno.SUCCESS;
    }

    /** A guest finds its preopened directories by trying numbers until one is not open. */
    private static byte[] preopenName(WasiRun run, int number) {
        var name =
                run.descriptor(number) instanceof OpenDirectory directory
                        ? directory.preopenedAs()
                        : null;
        if (name == null) {
            throw new Refused(Errno.BADF);
        }
        return name.getBytes(StandardCharsets.UTF_8);
    }

    private static Errno fdReaddir(WasiRun run, HostCall call) {
        var directory = run.directory(call.i32(0));
        directory.require(Rights.FD_READDIR);
        call.memory().check(call.i32(4), Integer.BYTES);
        var listing = new Listing(call.memory(), call.i32(1), call.i32(2));
        listing.list(directory.directory(), call.i64(3), run.run().deadline());
        call.memory().storeInt(call.i32(4), listing.used());
        return Errno.SUCCESS;
    }
}
