package run.wasmcloud.executor;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import run.wasmcloud.model.Receipt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run's receipt as trailers of its answer (RFC 9110, section 6.5): for a caller who accepts
 * trailers and has shown that the function is theirs.
 */
final class ReceiptTrailers {
    private static final HeaderName OUTCOME = HeaderNames.create("Wasmcloud-Outcome");
    private static final HeaderName WALL = HeaderNames.create("Wasmcloud-Wall-Micros");
    private static final HeaderName CPU = HeaderNames.create("Wasmcloud-Cpu-Micros");
    private static final HeaderName FUEL = HeaderNames.create("Wasmcloud-Fuel");
    private static final HeaderName MEMORY = HeaderNames.create("Wasmcloud-Memory-Bytes");
    private static final HeaderName HOST_CALLS = HeaderNames.create("Wasmcloud-Host-Calls");
    private static final HeaderName ENGINE = HeaderNames.create("Wasmcloud-Engine");
    private static final List<HeaderName> ALL =
            List.of(OUTCOME, WALL, CPU, FUEL, MEMORY, HOST_CALLS, ENGINE);
    private static final int NANOS_A_MICRO = 1_000;

    private ReceiptTrailers() {}

    /** Tells whether a client accepts trailers. */
    static boolean areAccepted(ServerRequest request) {
        return request.headers().contains(HeaderNames.TE)
                && request.headers().containsToken(HeaderValues.TE_TRAILERS);
    }

    /** Says in a response's head which trailers will come. */
    static void announce(ServerResponse response) {
        response.headers()
                .set(
                        HeaderValues.create(
                                HeaderNames.TRAILER,
                                ALL.stream().map(HeaderName::defaultCase).toList()));
    }

    /** Adds the trailers, before the response ends. */
    static void add(ServerResponse response, Receipt receipt) {
        values(receipt)
                .forEach(
                        (name, value) -> response.trailers().set(HeaderValues.create(name, value)));
    }

    private static Map<HeaderName, String> values(Receipt receipt) {
        var calls = receipt.hostCalls().values().stream().mapToLong(Long::longValue).sum();
        var values = new LinkedHashMap<HeaderName, String>();
        values.put(OUTCOME, receipt.outcome().kind());
        values.put(WALL, Long.toString(receipt.wallTime().toNanos() / NANOS_A_MICRO));
        values.put(CPU, Long.toString(receipt.cpuTime().toNanos() / NANOS_A_MICRO));
        values.put(FUEL, Long.toString(receipt.fuel()));
        values.put(MEMORY, Long.toString(receipt.peakMemoryBytes()));
        values.put(HOST_CALLS, Long.toString(calls));
        values.put(ENGINE, receipt.engineVersion());
        return values;
    }
}
