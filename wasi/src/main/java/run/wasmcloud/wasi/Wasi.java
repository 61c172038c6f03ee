package run.wasmcloud.wasi;

import run.wasmcloud.runtime.HostFunction;
import run.wasmcloud.runtime.HostLibrary;
import run.wasmcloud.runtime.Run;

import java.util.List;

/**
 * WASI preview 1: arguments, environment, clocks, randomness, the three standard streams, and
 * files.
 *
 * <p>A guest sees the {@link FileTree} that its run was granted below {@code /}, read-only, and a
 * {@code /tmp} of its own, in memory, that is gone with the run. Nothing leads to the machine's
 * files. There are no sockets. Guests of {@code wasi_unstable}, the version before, are served too.
 * Immutable and thread-safe.
 *
 * @see <a href="https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md">WASI preview
 *     1</a>
 */
public final class Wasi implements HostLibrary<WasiRun> {
    private static final List<HostFunction<WasiRun>> FUNCTIONS =
            java.util.stream.Stream.of(
                            ProcessCalls.FUNCTIONS,
                            ClockCalls.FUNCTIONS,
                            StreamCalls.FUNCTIONS,
                            DescriptorCalls.FUNCTIONS,
                            FileCalls.FUNCTIONS,
                            DirectoryCalls.FUNCTIONS,
                            PathCalls.FUNCTIONS,
                            TreeCalls.FUNCTIONS,
                            SocketCalls.FUNCTIONS)
                    .flatMap(List::stream)
                    .toList();
    private static final List<HostFunction<WasiRun>> ALL =
            java.util.stream.Stream.concat(FUNCTIONS.stream(), UnstableCalls.of(FUNCTIONS).stream())
                    .toList();

    @Override
    public List<HostFunction<WasiRun>> functions() {
        return ALL;
    }

    @Override
    public WasiRun open(Run run) {
        return new WasiRun(run);
    }
}
