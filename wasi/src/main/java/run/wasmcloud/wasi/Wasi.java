package run.wasmcloud.wasi;

import run.wasmcloud.runtime.HostFunction;
import run.wasmcloud.runtime.HostLibrary;
import run.wasmcloud.runtime.Run;

import java.util.List;
import java.util.stream.Stream;

/**
 * WASI preview 1 for programs that live on arguments, environment, clocks, randomness and the three
 * standard streams.
 *
 * <p>There are no preopened directories, so a call that names one is answered as for any descriptor
 * that is not open. Immutable and thread-safe.
 *
 * @see <a href="https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md">WASI preview
 *     1</a>
 */
public final class Wasi implements HostLibrary<WasiRun> {
    private static final List<HostFunction<WasiRun>> FUNCTIONS =
            Stream.of(
                            ProcessCalls.FUNCTIONS,
                            ClockCalls.FUNCTIONS,
                            StreamCalls.FUNCTIONS,
                            DescriptorCalls.FUNCTIONS,
                            PathCalls.FUNCTIONS,
                            SocketCalls.FUNCTIONS)
                    .flatMap(List::stream)
                    .toList();

    @Override
    public List<HostFunction<WasiRun>> functions() {
        return FUNCTIONS;
    }

    @Override
    public WasiRun open(Run run) {
        return new WasiRun(run);
    }
}
