package run.wasmcloud.app;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.app.tls.Certificates;
import run.wasmcloud.app.traces.TraceSettings;
import run.wasmcloud.executor.edge.AccessLogSettings;
import run.wasmcloud.executor.edge.EdgeSettings;
import run.wasmcloud.model.TrustedProxies;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How functions meet their clients, and the operator.
 *
 * @param operatorPort where metrics are shown, if anywhere
 * @param traces where single requests and runs are told of, if anywhere
 * @param guestBytes the most memory that all guests together may be allowed at once, in bytes
 */
record EdgeChoice(
        Optional<TlsChoice> tls,
        TrustedProxies proxies,
        Optional<AccessLogSettings> accessLog,
        OptionalInt operatorPort,
        Optional<TraceSettings> traces,
        long guestBytes) {
    /**
     * Returns the executor's settings.
     *
     * @param certificates those of the choice; null when there is no TLS
     */
    EdgeSettings settings(@Nullable Certificates certificates) {
        var settings = EdgeSettings.defaults().withProxies(proxies).withGuestBytes(guestBytes);
        if (accessLog.isPresent()) {
            settings = settings.withAccessLog(accessLog.get());
        }
        return certificates == null
                ? settings
                : settings.withTls(tls.orElseThrow().endpoint(certificates));
    }
}
