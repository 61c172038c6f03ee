package run.wasmcloud.executor.edge;

import run.wasmcloud.model.TrustedProxies;

import java.time.Duration;
import java.util.Optional;

/**
 * How an executor meets its clients.
 *
 * @param tls where it speaks TLS, if anywhere
 * @param proxies whom it believes what they tell of their clients
 * @param accessLog where each request leaves a line, if anywhere
 * @param connections how many clients may be connected at once, on each port
 * @param headTime how long a client may take to send a request's head, TLS handshake included
 * @param idleTime how long a connection is kept without a request
 * @param drainTime how long runs may go on when the executor is to stop
 * @param guestBytes the most memory that all guests together may be allowed at once, in bytes
 */
public record EdgeSettings(
        Optional<TlsEndpoint> tls,
        TrustedProxies proxies,
        Optional<AccessLogSettings> accessLog,
        int connections,
        Duration headTime,
        Duration idleTime,
        Duration drainTime,
        long guestBytes) {
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

    /** Returns what holds when nothing is chosen: no TLS, no proxies, no access log. */
    public static EdgeSettings defaults() {
        return new EdgeSettings(
                Optional.empty(),
                TrustedProxies.none(),
                Optional.empty(),
                CONNECTIONS,
                HEAD_TIME,
                IDLE_TIME,
                DRAIN_TIME,
                Long.MAX_VALUE);
    }

    public EdgeSettings withTls(TlsEndpoint endpoint) {
        return new EdgeSettings(
                Optional.of(endpoint),
                proxies,
                accessLog,
                connections,
                headTime,
                idleTime,
                drainTime,
                guestBytes);
    }

    public EdgeSettings withProxies(TrustedProxies trusted) {
        return new EdgeSettings(
                tls, trusted, accessLog, connections, headTime, idleTime, drainTime, guestBytes);
    }

    public EdgeSettings withAccessLog(AccessLogSettings log) {
        return new EdgeSettings(
                tls,
                proxies,
                Optional.of(log),
                connections,
                headTime,
                idleTime,
                drainTime,
                guestBytes);
    }

    public EdgeSettings withConnections(int most) {
        return new EdgeSettings(
                tls, proxies, accessLog, most, headTime, idleTime, drainTime, guestBytes);
    }

    public EdgeSettings withTimes(Duration head, Duration idle) {
        return new EdgeSettings(
                tls, proxies, accessLog, connections, head, idle, drainTime, guestBytes);
    }

    public EdgeSettings withDrainTime(Duration longest) {
        return new EdgeSettings(
                tls, proxies, accessLog, connections, headTime, idleTime, longest, guestBytes);
    }

    public EdgeSettings withGuestBytes(long most) {
        return new EdgeSettings(
                tls, proxies, accessLog, connections, headTime, idleTime, drainTime, most);
    }
}
