package run.wasmcloud.executor.trace;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.cgi.CgiHeader;
import run.wasmcloud.model.Invocation;
import run.wasmcloud.model.TraceId;
import run.wasmcloud.store.ActiveDeployment;

import java.util.List;

/** What a request tells where nobody is told anything. */
enum NoSpan implements RunSpan {
    NONE;

    @Override
    public List<CgiHeader> fields() {
        return List.of();
    }

    @Override
    public boolean replaces(String lowerCaseName) {
        return false;
    }

    @Override
    public void admitted(ActiveDeployment deployment, long waitNanos, long loadNanos) {}

    @Override
    public long now() {
        return 0;
    }

    @Override
    public void ran(Invocation invocation) {}

    @Override
    public void end(int status) {}

    @Override
    public @Nullable TraceId trace() {
        return null;
    }
}
