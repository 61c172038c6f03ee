package run.wasmcloud.olin;

import run.wasmcloud.olin.outbound.Outbound;
import run.wasmcloud.olin.outbound.OutboundSettings;
import run.wasmcloud.runtime.HostFunction;
import run.wasmcloud.runtime.HostLibrary;
import run.wasmcloud.runtime.Run;

import java.util.List;
import java.util.stream.Stream;

/**
 * The Olin / CommonWA guest ABI: a guest opens, reads, writes, flushes and closes resources by URL.
 *
 * <p>What a run may open comes with its request as an {@link OlinGrant}; a run without one can open
 * nothing. Thread-safe. Close it after the last run has ended.
 */
public final class Olin implements HostLibrary<OlinRun>, AutoCloseable {
    private static final List<HostFunction<OlinRun>> FUNCTIONS =
            Stream.of(
                            EnvironmentCalls.FUNCTIONS,
                            ResourceCalls.FUNCTIONS,
                            LogCalls.FUNCTIONS,
                            ProcessCalls.FUNCTIONS)
                    .flatMap(List::stream)
                    .flatMap(function -> Stream.of(function, function.in(OlinCall.SYNONYM)))
                    .toList();

    private final Outbound outbound;

    /** Makes the library with the default settings for what guests send. */
    public Olin() {
        this(OutboundSettings.defaults());
    }

    /** Makes the library. */
    public Olin(OutboundSettings settings) {
        this.outbound = new Outbound(settings);
    }

    @Override
    public List<HostFunction<OlinRun>> functions() {
        return FUNCTIONS;
    }

    @Override
    public OlinRun open(Run run) {
        var grant = run.request().grants().find(OlinGrant.class).orElseGet(OlinGrant::none);
        return new OlinRun(run, grant, outbound);
    }

    /** Returns what guests' requests hold of the node now. */
    public Outbound.Usage outboundUsage() {
        return outbound.usage();
    }

    @Override
    public void close() {
        outbound.close();
    }
}
