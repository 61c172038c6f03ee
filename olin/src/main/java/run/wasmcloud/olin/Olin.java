package run.wasmcloud.olin;

import run.wasmcloud.runtime.HostFunction;
import run.wasmcloud.runtime.HostLibrary;
import run.wasmcloud.runtime.Run;

import java.util.List;
import java.util.stream.Stream;

/**
 * The Olin / CommonWA guest ABI: a guest opens, reads, writes, flushes and closes resources by URL.
 *
 * <p>What a run may open comes with its request as an {@link OlinGrant}; a run without one can open
 * nothing. Immutable and thread-safe.
 */
public final class Olin implements HostLibrary<OlinRun> {
    private static final List<HostFunction<OlinRun>> FUNCTIONS =
            Stream.of(
                            EnvironmentCalls.FUNCTIONS,
                            ResourceCalls.FUNCTIONS,
                            LogCalls.FUNCTIONS,
                            ProcessCalls.FUNCTIONS)
                    .flatMap(List::stream)
                    .flatMap(function -> Stream.of(function, function.in(OlinCall.SYNONYM)))
                    .toList();

    @Override
    public List<HostFunction<OlinRun>> functions() {
        return FUNCTIONS;
    }

    @Override
    public OlinRun open(Run run) {
        var grant = run.request().grants().find(OlinGrant.class).orElseGet(OlinGrant::none);
        return new OlinRun(run, grant);
    }
}
