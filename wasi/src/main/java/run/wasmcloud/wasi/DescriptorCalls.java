package run.wasmcloud.wasi;

import static run.wasmcloud.runtime.ValueType.I32;
import static run.wasmcloud.runtime.ValueType.I64;

import run.wasmcloud.runtime.HostCall;
import run.wasmcloud.runtime.HostFunction;
import run.wasmcloud.wasi.Descriptors.Stream;

import java.util.List;

/** What descriptors are, and closing them. */
final class DescriptorCalls {
    static final List<HostFunction<WasiRun>> FUNCTIONS =
            List.of(
                    WasiCall.declare(
                            "fd_close", "closes a descriptor", DescriptorCalls::fdClose, I32),
                    WasiCall.declare(
                            "fd_renumber",
                            "replaces a descriptor",
                            DescriptorCalls::fdRenumber,
                            I32,
                            I32),
                    WasiCall.declare(
                            "fd_fdstat_get",
                            "describes a descriptor",
                            DescriptorCalls::fdFdstatGet,
                            I32,
                            I32),
                    WasiCall.declare(
                            "fd_fdstat_set_flags",
                            "sets a descriptor's flags",
                            DescriptorCalls::fdFdstatSetFlags,
                            I32,
                            I32),
                    WasiCall.declare(
                            "fd_fdstat_set_rights",
                            "narrows rights",
                            onOpen(Errno.SUCCESS),
                            I32,
                            I64,
                            I64),
                    WasiCall.declare(
                            "fd_filestat_get",
                            "describes a file",
                            DescriptorCalls::fdFilestatGet,
                            I32,
                            I32),
                    WasiCall.declare(
                            "fd_filestat_set_size",
                            "sets a file's size",
                            onOpen(Errno.INVAL),
                            I32,
                            I64),
                    WasiCall.declare(
                            "fd_filestat_set_times",
                            "sets a file's times",
                            onOpen(Errno.INVAL),
                            I32,
                            I64,
                            I64,
                            I32),
                    WasiCall.declare(
                            "fd_advise",
                            "tells of the use to come",
                            onOpen(Errno.SPIPE),
                            I32,
                            I64,
                            I64,
                            I32),
                    WasiCall.declare(
                            "fd_allocate", "reserves space", onOpen(Errno.SPIPE), I32, I64, I64),
                    WasiCall.declare("fd_datasync", "makes data durable", onOpen(Errno.INVAL), I32),
                    WasiCall.declare("fd_sync", "makes a file durable", onOpen(Errno.INVAL), I32),
                    WasiCall.declare(
                            "fd_prestat_get",
                            "describes a preopened directory",
                            (_, _) -> Errno.BADF,
                            I32,
                            I32),
                    WasiCall.declare(
                            "fd_prestat_dir_name",
                            "names a preopened directory",
                            (_, _) -> Errno.BADF,
                            I32,
                            I32,
                            I32),
                    WasiCall.declare(
                            "fd_readdir",
                            "lists a directory",
                            onOpen(Errno.NOTDIR),
                            I32,
                            I32,
                            I32,
                            I64,
                            I32));

    private static final int FDSTAT_BYTES = 24;
    private static final int FDSTAT_RIGHTS = 8;
    private static final int FILESTAT_BYTES = 64;
    private static final int NON_BLOCKING = 1 << 2;
    private static final long RIGHT_FD_READ = 1L << 1;
    private static final long RIGHT_FD_WRITE = 1L << 6;
    private static final long RIGHT_POLL = 1L << 27;

    private DescriptorCalls() {}

    /**
     * Returns a function that answers this for open descriptors: they are streams, so nothing else
     * can be said.
     */
    static WasiCall onOpen(Errno answer) {
        return (run, call) -> run.descriptors().isOpen(call.i32(0)) ? answer : Errno.BADF;
    }

    private static Errno fdClose(WasiRun run, HostCall call) {
        if (!run.descriptors().isOpen(call.i32(0))) {
            return Errno.BADF;
        }
        run.descriptors().close(call.i32(0));
        return Errno.SUCCESS;
    }

    private static Errno fdRenumber(WasiRun run, HostCall call) {
        var from = call.i32(0);
        var to = call.i32(1);
        if (!run.descriptors().isOpen(from) || !run.descriptors().isOpen(to)) {
            return Errno.BADF;
        }
        run.descriptors().renumber(from, to);
        return Errno.SUCCESS;
    }

    /**
     * File type {@code unknown}, as for a pipe: wasi-libc then buffers standard output by the
     * block.
     */
    private static Errno fdFdstatGet(WasiRun run, HostCall call) {
        var stream = run.descriptors().find(call.i32(0));
        if (stream == null) {
            return Errno.BADF;
        }
        var memory = call.memory();
        memory.store(call.i32(1), new byte[FDSTAT_BYTES], 0, FDSTAT_BYTES);
        memory.storeLong(
                call.i32(1) + FDSTAT_RIGHTS,
                RIGHT_POLL | (stream == Stream.INPUT ? RIGHT_FD_READ : RIGHT_FD_WRITE));
        return Errno.SUCCESS;
    }

    private static Errno fdFdstatSetFlags(WasiRun run, HostCall call) {
        if (!run.descriptors().isOpen(call.i32(0))) {
            return Errno.BADF;
        }
        return (call.i32(1) & NON_BLOCKING) == 0 ? Errno.SUCCESS : Errno.NOTSUP;
    }

    private static Errno fdFilestatGet(WasiRun run, HostCall call) {
        if (!run.descriptors().isOpen(call.i32(0))) {
            return Errno.BADF;
        }
        call.memory().store(call.i32(1), new byte[FILESTAT_BYTES], 0, FILESTAT_BYTES);
        return Errno.SUCCESS;
    }
}
