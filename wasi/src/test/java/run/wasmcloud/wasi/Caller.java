package run.wasmcloud.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import run.wasmcloud.model.Plan;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.runtime.Grants;
import run.wasmcloud.runtime.GuestClock;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestLog;
import run.wasmcloud.runtime.GuestMemory;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.runtime.HostCall;
import run.wasmcloud.runtime.HostFunction;
import run.wasmcloud.runtime.HostFunctions;
import run.wasmcloud.runtime.Run;
import run.wasmcloud.runtime.RunRequest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Calls WASI's functions as a guest does, one by one and without an engine. */
final class Caller implements HostCall {
    /** The preopened directories of a function. */
    static final int ROOT = 3;

    static final int TMP = 4;

    /** {@code oflags}. */
    static final int CREATE = 1;

    static final int DIRECTORY = 2;
    static final int EXCLUSIVE = 4;
    static final int TRUNCATE = 8;

    static final int FOLLOW = 1;

    /** Where calls write their results. */
    static final int RESULT = 64;

    static final int MEMORY_BYTES = 1 << 20;

    static final RunLimits LIMITS = Plan.FREE.limits().defaultRun();

    private static final int VECTOR = 128;
    private static final int STRINGS = 4096;
    private static final int BUFFER = 64 * 1024;
    private static final Wasi WASI = new Wasi();

    /** A time that does not pass. */
    private static final GuestClock STOPPED =
            new GuestClock() {
                @Override
                public long unixNanos() {
                    return 1_000_000_007;
                }

                @Override
                public long monotonicNanos() {
                    return 42;
                }
            };

    final ArrayMemory memory = new ArrayMemory(MEMORY_BYTES);
    private final Run run;
    private final WasiRun state;
    private long[] arguments = {};
    private long result;

    Caller(RunLimits limits, Grants grants) {
        var request =
                new RunRequest(
                        limits,
                        GuestStrings.of(List.of("guest")),
                        GuestStrings.none(),
                        GuestInput.of("input".getBytes(StandardCharsets.UTF_8)),
                        GuestOutput.discarding(),
                        GuestOutput.discarding(),
                        STOPPED,
                        target -> Arrays.fill(target, (byte) 4),
                        GuestLog.discarding(),
                        grants);
        run = HostFunctions.of(List.of(WASI)).begin(request);
        state = WASI.open(run);
    }

    Caller(RunLimits limits) {
        this(limits, Grants.none());
    }

    Caller() {
        this(LIMITS);
    }

    static Caller shipping(FileTree files) {
        return new Caller(LIMITS, Grants.none().with(FileTree.class, files));
    }

    /**
     * Calls a function of preview 1. A string stands for two arguments, its address and its length.
     */
    Errno call(String name, Object... values) {
        return callIn(WasiCall.MODULE, name, values);
    }

    Errno callIn(String module, String name, Object... values) {
        call(function(module, name), flattened(values));
        return errno((int) result);
    }

    static HostFunction<WasiRun> function(String module, String name) {
        return WASI.functions().stream()
                .filter(each -> each.module().equals(module) && each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Calls a function with whatever arguments. */
    void call(HostFunction<WasiRun> function, long... newArguments) {
        assertThat(newArguments).as(function.name()).hasSize(function.type().parameters().size());
        arguments = newArguments;
        function.body().call(state, this);
    }

    private long[] flattened(Object... values) {
        var at = STRINGS;
        var flat = new long[values.length * 2];
        var count = 0;
        for (var value : values) {
            if (value instanceof String text) {
                var bytes = text.getBytes(StandardCharsets.UTF_8);
                memory.store(at, bytes, 0, bytes.length);
                flat[count++] = at;
                flat[count++] = bytes.length;
                at += bytes.length;
            } else {
                flat[count++] = ((Number) value).longValue();
            }
        }
        return Arrays.copyOf(flat, count);
    }

    private static Errno errno(int code) {
        return Arrays.stream(Errno.values())
                .filter(each -> each.code() == code)
                .findFirst()
                .orElseThrow();
    }

    void succeed(String name, Object... values) {
        assertThat(call(name, values)).as(name).isEqualTo(Errno.SUCCESS);
    }

    int resultInt() {
        return memory.loadInt(RESULT);
    }

    long resultLong() {
        return memory.loadLong(RESULT);
    }

    Errno tryOpen(int directory, String path, int openFlags, long rights, int flags) {
        return call("path_open", directory, 0, path, openFlags, rights, Rights.ALL, flags, RESULT);
    }

    Errno tryOpen(int directory, String path, int openFlags) {
        return tryOpen(directory, path, openFlags, 0, 0);
    }

    int open(int directory, String path, int openFlags, long rights, int flags) {
        assertThat(tryOpen(directory, path, openFlags, rights, flags))
                .as("opening " + path)
                .isEqualTo(Errno.SUCCESS);
        return resultInt();
    }

    /** Opens a directory with all rights. */
    int openDirectory(int directory, String path) {
        return open(directory, path, DIRECTORY, Rights.OF_DIRECTORY, 0);
    }

    /** Makes or opens a file with all rights. */
    int create(int directory, String path) {
        return open(directory, path, CREATE, Rights.OF_FILE, 0);
    }

    void createClosed(int directory, String path) {
        succeed("fd_close", create(directory, path));
    }

    private void vector(int address, int length) {
        memory.storeInt(VECTOR, address);
        memory.storeInt(VECTOR + 4, length);
    }

    Errno tryWrite(int descriptor, byte[] bytes) {
        memory.store(BUFFER, bytes, 0, bytes.length);
        vector(BUFFER, bytes.length);
        return call("fd_write", descriptor, VECTOR, 1, RESULT);
    }

    /** Writes and returns how many bytes were written. */
    int write(int descriptor, byte[] bytes) {
        assertThat(tryWrite(descriptor, bytes)).as("writing").isEqualTo(Errno.SUCCESS);
        return resultInt();
    }

    int write(int descriptor, String text) {
        return write(descriptor, text.getBytes(StandardCharsets.UTF_8));
    }

    Errno tryPwrite(int descriptor, byte[] bytes, long offset) {
        memory.store(BUFFER, bytes, 0, bytes.length);
        vector(BUFFER, bytes.length);
        return call("fd_pwrite", descriptor, VECTOR, 1, offset, RESULT);
    }

    Errno tryRead(int descriptor, int length) {
        vector(BUFFER, length);
        return call("fd_read", descriptor, VECTOR, 1, RESULT);
    }

    byte[] read(int descriptor, int length) {
        assertThat(tryRead(descriptor, length)).as("reading").isEqualTo(Errno.SUCCESS);
        return memory.bytes(BUFFER, resultInt());
    }

    Errno tryPread(int descriptor, int length, long offset) {
        vector(BUFFER, length);
        return call("fd_pread", descriptor, VECTOR, 1, offset, RESULT);
    }

    byte[] pread(int descriptor, int length, long offset) {
        assertThat(tryPread(descriptor, length, offset)).as("reading").isEqualTo(Errno.SUCCESS);
        return memory.bytes(BUFFER, resultInt());
    }

    /** Returns all of a file. */
    byte[] content(int directory, String path) {
        var descriptor =
                open(directory, path, 0, Rights.FD_READ | Rights.FD_SEEK | Rights.FD_TELL, 0);
        var bytes = pread(descriptor, MEMORY_BYTES - BUFFER, 0);
        succeed("fd_close", descriptor);
        return bytes;
    }

    String text(int directory, String path) {
        return new String(content(directory, path), StandardCharsets.UTF_8);
    }

    /** Returns the size of a file or link. */
    long size(int directory, String path) {
        succeed("path_filestat_get", directory, 0, path, RESULT);
        return memory.loadLong(RESULT + 32);
    }

    FileType type(int directory, int flags, String path) {
        succeed("path_filestat_get", directory, flags, path, RESULT);
        var code = memory.loadByte(RESULT + 16);
        return Arrays.stream(FileType.values())
                .filter(each -> each.code() == code)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public int i32(int index) {
        return (int) arguments[index];
    }

    @Override
    public long i64(int index) {
        return arguments[index];
    }

    @Override
    public void giveI32(int newResult) {
        result = newResult;
    }

    @Override
    public void giveI64(long newResult) {
        result = newResult;
    }

    @Override
    public GuestMemory memory() {
        return memory;
    }

    @Override
    public Run run() {
        return run;
    }
}
