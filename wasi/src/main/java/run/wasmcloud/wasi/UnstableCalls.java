package run.wasmcloud.wasi;

import run.wasmcloud.runtime.HostCall;
import run.wasmcloud.runtime.HostFunction;
import run.wasmcloud.runtime.ValueType;

import java.util.List;

/**
 * The functions of {@code wasi_unstable}, the version before preview 1. All but four are the same
 * under another module name: origins of offsets were numbered differently, and two structures were
 * laid out differently.
 *
 * @see <a href="https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview0/docs.md">preview 0</a>
 */
final class UnstableCalls {
    /** Came with preview 1. */
    private static final String MISSING = "sock_accept";

    private UnstableCalls() {}

    /** Returns the functions that correspond to those of preview 1; calls are counted together. */
    static List<HostFunction<WasiRun>> of(List<HostFunction<WasiRun>> functions) {
        return functions.stream()
                .filter(function -> !function.name().equals(MISSING))
                .map(UnstableCalls::translated)
                .map(function -> function.in(WasiCall.UNSTABLE))
                .toList();
    }

    private static HostFunction<WasiRun> translated(HostFunction<WasiRun> function) {
        return switch (function.name()) {
            case "fd_seek" -> with(function, UnstableCalls::fdSeek);
            case "fd_filestat_get" -> with(function, UnstableCalls::fdFilestatGet);
            case "path_filestat_get" -> with(function, UnstableCalls::pathFilestatGet);
            case "poll_oneoff" -> with(function, UnstableCalls::pollOneoff);
            default -> function;
        };
    }

    private static HostFunction<WasiRun> with(HostFunction<WasiRun> function, WasiCall body) {
        var parameters = function.type().parameters().toArray(ValueType[]::new);
        return WasiCall.declare(function.name(), function.description(), body, parameters);
    }

    private static Errno fdSeek(WasiRun run, HostCall call) {
        return FileCalls.fdSeek(run, call, Whence.ofUnstable(call.i32(2)));
    }

    private static Errno fdFilestatGet(WasiRun run, HostCall call) {
        DescriptorCalls.filestat(run, call).storeUnstable(call.memory(), call.i32(1));
        return Errno.SUCCESS;
    }

    private static Errno pathFilestatGet(WasiRun run, HostCall call) {
        PathCalls.filestat(run, call).storeUnstable(call.memory(), call.i32(4));
        return Errno.SUCCESS;
    }

    private static Errno pollOneoff(WasiRun run, HostCall call) {
        return Poll.serve(run, call, Poll.Layout.UNSTABLE);
    }
}
