package run.wasmcloud.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import run.wasmcloud.app.tls.TlsSettings;
import run.wasmcloud.app.traces.TraceSettings;
import run.wasmcloud.cli.CommandFailure;
import run.wasmcloud.cli.ExitCode;
import run.wasmcloud.executor.edge.AccessLogForm;
import run.wasmcloud.executor.edge.AccessLogSettings;
import run.wasmcloud.model.ForwardedForm;
import run.wasmcloud.model.Network;
import run.wasmcloud.model.TrustedProxies;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a person may choose about how functions meet their clients. */
final class EdgeOptions {
    private static final long MIB = 1024 * 1024;

    @Option(
            names = "--tls",
            description =
                    "Serve functions over TLS too, with a certificate that is made for this machine"
                            + " and kept in the data folder's tls.")
    private boolean tls;

    @Option(
            names = "--tls-folder",
            paramLabel = "DIR",
            description =
                    "Serve functions over TLS too, with the certificates in a folder: NAME.crt"
                            + " beside NAME.key, or NAME/fullchain.pem with NAME/privkey.pem. Files"
                            + " that change are read again.")
    private @Nullable Path tlsFolder;

    @Option(
            names = "--tls-port",
            paramLabel = "N",
            defaultValue = "8443",
            description =
                    "The port that functions answer at over TLS, 0 for any free one (default:"
                            + " ${DEFAULT-VALUE}).")
    private int tlsPort;

    @Option(
            names = "--trusted-proxy",
            paramLabel = "CIDR",
            description =
                    "Where proxies stand that are believed what they tell of their clients, for"
                            + " example 10.1.0.0/16; may be given again. They must set the headers"
                            + " of --forwarded, or take them away.")
    private List<Network> trustedProxies = List.of();

    @Option(
            names = "--forwarded",
            paramLabel = "FORM",
            defaultValue = "X_FORWARDED",
            description =
                    "The headers that trusted proxies set: ${COMPLETION-CANDIDATES} (default:"
                            + " ${DEFAULT-VALUE}).")
    private ForwardedForm forwarded = ForwardedForm.X_FORWARDED;

    @Option(
            names = "--access-log",
            paramLabel = "FILE",
            description = "Write a line for each request of a function to a file.")
    private @Nullable Path accessLog;

    @Option(
            names = "--access-log-form",
            paramLabel = "FORM",
            defaultValue = "COMBINED",
            description =
                    "How its lines are written: ${COMPLETION-CANDIDATES} (default:"
                            + " ${DEFAULT-VALUE}).")
    private AccessLogForm accessLogForm = AccessLogForm.COMBINED;

    @Option(
            names = "--operator-port",
            paramLabel = "N",
            description =
                    "Show metrics, health and readiness at this port of the loopback address, 0 for"
                            + " any free one (default: nowhere).")
    private @Nullable Integer operatorPort;

    @Option(
            names = "--traces",
            paramLabel = "URL",
            description =
                    "Send a span for each request and run there, with OTLP over HTTP, for example"
                            + " http://127.0.0.1:4318/v1/traces (default: nowhere).")
    private @Nullable URI traces;

    @Option(
            names = "--traces-ratio",
            paramLabel = "PART",
            defaultValue = "1",
            description =
                    "The part, from 0 to 1, of requests that is told of, where the client has not"
                            + " decided (default: ${DEFAULT-VALUE}).")
    private double tracesRatio;

    @Option(
            names = "--guest-memory",
            paramLabel = "MIB",
            description =
                    "The most memory that all functions that run may be allowed at once, in MiB"
                            + " (default: no bound but the count of runs).")
    private @Nullable Integer guestMemory;

    /** Returns what was chosen. */
    EdgeChoice choice(DataFolder folder) {
        return new EdgeChoice(
                tls(folder),
                new TrustedProxies(trustedProxies, forwarded),
                Optional.ofNullable(accessLog)
                        .map(file -> AccessLogSettings.of(file, accessLogForm)),
                operatorPort == null ? OptionalInt.empty() : OptionalInt.of(operatorPort),
                traces(),
                guestMemory == null ? Long.MAX_VALUE : (long) guestMemory * MIB);
    }

    private Optional<TraceSettings> traces() {
        if (traces == null) {
            return Optional.empty();
        }
        require(
                traces.getHost() != null && String.valueOf(traces.getScheme()).matches("https?"),
                "--traces " + traces + " is no address",
                "Give one such as http://127.0.0.1:4318/v1/traces");
        require(
                tracesRatio >= 0 && tracesRatio <= 1,
                "--traces-ratio " + tracesRatio + " is no part",
                "Give a number from 0 to 1, such as 0.05");
        return Optional.of(new TraceSettings(traces, tracesRatio, Map.of()));
    }

    private static void require(boolean holds, String problem, String remedy) {
        if (!holds) {
            throw new CommandFailure(ExitCode.USAGE, problem, "Spans cannot be sent.", remedy);
        }
    }

    private Optional<TlsChoice> tls(DataFolder folder) {
        if (tlsFolder == null && !tls) {
            return Optional.empty();
        }
        var certificates = tlsFolder == null ? folder.certificates() : tlsFolder;
        return Optional.of(new TlsChoice(TlsSettings.of(certificates), tlsPort, tlsFolder == null));
    }
}
