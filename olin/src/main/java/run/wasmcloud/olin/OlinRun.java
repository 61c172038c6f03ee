package run.wasmcloud.olin;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.olin.outbound.Outbound;
import run.wasmcloud.runtime.Run;

import java.util.Optional;

/** What Olin keeps for one run. Used by the guest's thread only. */
public final class OlinRun implements AutoCloseable {
    private final Run run;
    private final OlinGrant grant;
    private final Descriptors descriptors;
    private final Chunks chunks;
    private final LogLines logLines;
    private final Openings openings;
    private @Nullable EnvironmentTable environment;

    OlinRun(Run run, OlinGrant grant, Outbound outbound) {
        this.run = run;
        this.grant = grant;
        this.descriptors = new Descriptors(run.request().limits().descriptors());
        this.chunks = new Chunks(run);
        this.logLines = new LogLines(run);
        this.openings = new Openings(this, outbound);
    }

    Run run() {
        return run;
    }

    OlinGrant grant() {
        return grant;
    }

    Descriptors descriptors() {
        return descriptors;
    }

    Chunks chunks() {
        return chunks;
    }

    LogLines logLines() {
        return logLines;
    }

    Openings openings() {
        return openings;
    }

    /** Returns a variable's value; read from the request at the first call. */
    Optional<byte[]> variable(String key) {
        if (environment == null) {
            environment = new EnvironmentTable(run.request().environment());
        }
        return environment.find(key);
    }

    @Override
    public void close() {
        descriptors.closeAll();
    }
}
