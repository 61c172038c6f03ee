package run.wasmcloud.client;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.FunctionName;
import run.wasmcloud.model.wire.LogItem;

/**
 * The log of one function. What guests wrote is hostile: escape it where it is shown. Every method
 * throws {@link ClientException}.
 */
public final class Logs {
    private final Transport transport;
    private final FunctionName function;

    Logs(Transport transport, FunctionName function) {
        this.transport = transport;
        this.function = function;
    }

    /**
     * Follows the log as it comes, after the last lines that are there already. Close it.
     *
     * @param filter whose limit is for the lines that are there
     */
    public LogStream follow(LogFilter filter) {
        return follow(filter, null);
    }

    /**
     * Goes on following where another stream ended.
     *
     * @param lastId the last line's there: those up to it do not come again; null for none
     */
    public LogStream follow(LogFilter filter, @Nullable String lastId) {
        var route = filter.on(Route.of("functions", function.value(), "logs"));
        return transport.events(route, lastId);
    }

    /** Lists log lines, the newest first. */
    public Listing<LogItem> list(LogFilter filter) {
        var route = filter.on(Route.of("functions", function.value(), "logs"));
        return new Listing<>(cursor -> transport.page(route.with("cursor", cursor), LogItem.class));
    }
}
