package run.wasmcloud.executor.edge;

import java.time.Duration;
import java.util.Optional;

/**
 * How an executor meets its clients.
 *
 * @param tls where it speaks TLS, if anywhere
 * @param connections how many clients may be connected at once, on each port
 * @param headTime how long a client may take to send a request's head, TLS handshake included
 * @param idleTime how long a connection is kept without a request
 * @param drainTime how long requests may go on once the executor is told to stop
 */
public record EdgeSettings(
        Optional<TlsEndpoint> tls,
        int connections,
        Duration headTime,
        Duration idleTime,
        Duration drainTime) {
    private static final int CONNECTIONS = 20_000;
    private static final Duration HEAD_TIME = Duration.ofSeconds(20);
    private static final Duration IDLE_TIME = Duration.ofMinutes(2);
    private static final Duration DRAIN_TIME = Duration.ofSeconds(10);

    public EdgeSettings {
        if (connections < 1) {
            throw new IllegalArgumentException(
                    "connections " + connections + " (expected: 1 or more)");
        }
    }

    /** Returns what holds when nothing is chosen: no TLS. */
    public static EdgeSettings defaults() {
        return new EdgeSettings(Optional.empty(), CONNECTIONS, HEAD_TIME, IDLE_TIME, DRAIN_TIME);
    }

    public EdgeSettings withTls(TlsEndpoint endpoint) {
        return new EdgeSettings(Optional.of(endpoint), connections, headTime, idleTime, drainTime);
    }

    public EdgeSettings withConnections(int most) {
        return new EdgeSettings(tls, most, headTime, idleTime, drainTime);
    }

    public EdgeSettings withTimes(Duration head, Duration idle) {
        return new EdgeSettings(tls, connections, head, idle, drainTime);
    }

    public EdgeSettings withDrainTime(Duration longest) {
        return new EdgeSettings(tls, connections, headTime, idleTime, longest);
    }
}
