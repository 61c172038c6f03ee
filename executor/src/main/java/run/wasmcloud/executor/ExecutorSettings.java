package run.wasmcloud.executor;

import run.wasmcloud.executor.edge.EdgeSettings;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.olin.policy.Policy;
import run.wasmcloud.store.QueueSettings;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How an executor is set up.
 *
 * @param address where it listens
 * @param port where it listens; 0 for any free port
 * @param runDomain functions answer at {@code NAME.} this domain
 * @param pathForm whether functions answer at {@code /_fn/NAME/} of the loopback host names too:
 *     all on one origin, so only on a loopback address
 * @param guests how many runs go on at once
 * @param policy what holds for deployments without a policy of their own
 * @param version the platform's version, for {@code SERVER_SOFTWARE}
 * @param journal the folder in which receipts wait for the store; this process's own
 * @param journalBytes how much they may take there, in bytes
 * @param problemTypes what the address of the page about a kind of problem begins with
 * @param abuseContact whom callers of a suspended function may ask, for example an e-mail address
 * @param api where the API answers, without a trailing slash
 * @param edge how it meets its clients
 * @param queue how asynchronous invocations are worked off
 * @param journalForced whether a receipt is on the disk, and not only the system's, before its
 *     run's answer ends
 */
public record ExecutorSettings(
        InetAddress address,
        int port,
        String runDomain,
        boolean pathForm,
        int guests,
        Policy policy,
        String version,
        Path journal,
        long journalBytes,
        String problemTypes,
        String abuseContact,
        String api,
        EdgeSettings edge,
        QueueSettings queue,
        boolean journalForced) {
    /**
     * Checks the settings.
     *
     * @throws WasmcloudException {@code INVALID_VALUE} when they do not fit together
     */
    public ExecutorSettings {
        runDomain = runDomain.toLowerCase(Locale.ROOT);
        if (guests < 1) {
            throw invalid("guests " + guests + " (expected: 1 or more)");
        }
        if (pathForm && !address.isLoopbackAddress()) {
            throw invalid(
                    "the path form /_fn/NAME/ on %s (expected: a loopback address, since it puts all functions on one origin; or switch the path form off)"
                            .formatted(address.getHostAddress()));
        }
    }

    /** Makes settings with receipts that the system writes to the disk in its own time. */
    public ExecutorSettings(
            InetAddress address,
            int port,
            String runDomain,
            boolean pathForm,
            int guests,
            Policy policy,
            String version,
            Path journal,
            long journalBytes,
            String problemTypes,
            String abuseContact,
            String api,
            EdgeSettings edge,
            QueueSettings queue) {
        this(
                address,
                port,
                runDomain,
                pathForm,
                guests,
                policy,
                version,
                journal,
                journalBytes,
                problemTypes,
                abuseContact,
                api,
                edge,
                queue,
                false);
    }

    private static WasmcloudException invalid(String detail) {
        return new WasmcloudException(ErrorCode.INVALID_VALUE, detail);
    }
}
