package run.wasmcloud.executor.trace;

import io.opentelemetry.api.common.AttributeKey;

import java.util.Set;

/** The names of what a span tells: OpenTelemetry's conventions, and our own below wasmcloud. */
final class RunAttributes {
    static final AttributeKey<String> INVOCATION = AttributeKey.stringKey("faas.invocation_id");
    static final AttributeKey<String> FUNCTION = AttributeKey.stringKey("faas.name");
    static final AttributeKey<String> VERSION = AttributeKey.stringKey("faas.version");
    static final AttributeKey<String> TRIGGER = AttributeKey.stringKey("faas.trigger");
    static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    static final AttributeKey<String> ITEM = AttributeKey.stringKey("wasmcloud.item");
    static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("wasmcloud.attempt");
    static final AttributeKey<String> EXECUTOR = AttributeKey.stringKey("wasmcloud.executor");
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("wasmcloud.outcome");
    static final AttributeKey<Long> FUEL = AttributeKey.longKey("wasmcloud.fuel");
    static final AttributeKey<Long> MEMORY = AttributeKey.longKey("wasmcloud.memory.peak_bytes");
    static final AttributeKey<Long> CPU = AttributeKey.longKey("wasmcloud.cpu_micros");
    static final AttributeKey<Long> WAIT = AttributeKey.longKey("wasmcloud.queue_wait_micros");
    static final AttributeKey<Long> LOAD = AttributeKey.longKey("wasmcloud.load_micros");
    static final AttributeKey<Long> BYTES_IN = AttributeKey.longKey("wasmcloud.bytes_in");
    static final AttributeKey<Long> BYTES_OUT = AttributeKey.longKey("wasmcloud.bytes_out");
    static final AttributeKey<Long> OUTBOUND = AttributeKey.longKey("wasmcloud.outbound_requests");
    static final AttributeKey<Long> HOST_CALLS = AttributeKey.longKey("wasmcloud.host_calls");
    static final AttributeKey<Long> OTHER_HOST_CALLS =
            AttributeKey.longKey("wasmcloud.host_calls.other");

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE");

    private RunAttributes() {}

    static AttributeKey<Long> hostCall(String name) {
        return AttributeKey.longKey("wasmcloud.host_calls." + name);
    }

    /** What a client makes up becomes no value of its own. */
    static String known(String method) {
        return METHODS.contains(method) ? method : "_OTHER";
    }
}
