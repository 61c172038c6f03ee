package run.wasmcloud.wasi;

import static run.wasmcloud.runtime.ValueType.I32;
import static run.wasmcloud.runtime.ValueType.I64;

import run.wasmcloud.runtime.HostCall;
import run.wasmcloud.runtime.HostFunction;

import java.util.List;

/** What descriptors of any kind are, and closing them. */
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
                            DescriptorCalls::fdFdstatSetRights,
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
                            "fd_filestat_set_times",
                            "sets a file's times",
                            DescriptorCalls::fdFilestatSetTimes,
                            I32,
                            I64,
                            I64,
                            I32),
                    WasiCall.declare(
                            "fd_datasync",
                            "makes data durable",
                            (run, call) -> sync(run, call, Rights.FD_DATASYNC),
                            I32),
                    WasiCall.declare(
                            "fd_sync",
                            "makes a file durable",
                            (run, call) -> sync(run, call, Rights.FD_SYNC),
                            I32));

    private static final int FDSTAT_BYTES = 24;
    private static final int FDSTAT_FLAGS = 2;
    private static final int FDSTAT_RIGHTS = 8;
    private static final int FDSTAT_INHERITING = 16;

    private DescriptorCalls() {}

    private static Errno fdClose(WasiRun run, HostCall call) {
        run.descriptors().close(call.i32(0));
        return Errno.SUCCESS;
    }

    private static Errno fdRenumber(WasiRun run, HostCall call) {
        run.descriptors().renumber(call.i32(0), call.i32(1));
        return Errno.SUCCESS;
    }

    private static Errno fdFdstatGet(WasiRun run, HostCall call) {
        var descriptor = run.descriptor(call.i32(0));
        var memory = call.memory();
        var address = call.i32(1);
        memory.store(address, new byte[FDSTAT_BYTES], 0, FDSTAT_BYTES);
        memory.storeByte(address, descriptor.type().code());
        memory.storeByte(address + FDSTAT_FLAGS, (byte) descriptor.flags());
        memory.storeLong(address + FDSTAT_RIGHTS, descriptor.rights());
        memory.storeLong(address + FDSTAT_INHERITING, descriptor.inheriting());
        return Errno.SUCCESS;
    }

    private static Errno fdFdstatSetFlags(WasiRun run, HostCall call) {
        var descriptor = run.descriptor(call.i32(0));
        descriptor.require(Rights.FD_FDSTAT_SET_FLAGS);
        descriptor.setFlags(FdFlags.checked(call.i32(1)));
        return Errno.SUCCESS;
    }

    private static Errno fdFdstatSetRights(WasiRun run, HostCall call) {
        run.descriptor(call.i32(0)).narrow(call.i64(1), call.i64(2));
        return Errno.SUCCESS;
    }

    private static Errno fdFilestatGet(WasiRun run, HostCall call) {
        filestat(run, call).store(call.memory(), call.i32(1));
        return Errno.SUCCESS;
    }

    /** Returns what {@code fd_filestat_get} tells, however it is laid out. */
    static Filestat filestat(WasiRun run, HostCall call) {
        var descriptor = run.descriptor(call.i32(0));
        descriptor.require(Rights.FD_FILESTAT_GET);
        return descriptor.filestat();
    }

    private static Errno fdFilestatSetTimes(WasiRun run, HostCall call) {
        var descriptor = run.descriptor(call.i32(0));
        var node = descriptor.node();
        descriptor.require(Rights.FD_FILESTAT_SET_TIMES);
        node.setTimes(new TimeChange(call.i64(1), call.i64(2), call.i32(3)));
        return Errno.SUCCESS;
    }

    /** Nothing outlives the run, so nothing is to be done; only a stream cannot be asked. */
    private static Errno sync(WasiRun run, HostCall call, long right) {
        var descriptor = run.descriptor(call.i32(0));
        if (descriptor instanceof Stream) {
            return Errno.INVAL;
        }
        descriptor.require(right);
        return Errno.SUCCESS;
    }
}
