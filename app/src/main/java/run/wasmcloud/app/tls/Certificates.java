package run.wasmcloud.app.tls;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/**
 * A server's certificates. Files that change are read again while connections go on; one that
 * cannot be used leaves what its files held before in use, and is logged. Thread-safe.
 */
public final class Certificates implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Certificates.class.getName());

    /** So long a client may go on without seeing a new certificate. */
    private static final int SESSION_SECONDS = 3_600;

    private final CertificateFolder folder;
    private final HostKeyManager keys;
    private final SSLContext context;
    private final ScheduledExecutorService timer;
    private Map<PemFiles, HostCertificate> inUse = Map.of();
    private CertificateFolder.Look seen;

    private Certificates(TlsSettings settings) throws IOException, GeneralSecurityException {
        folder = new CertificateFolder(settings.folder());
        seen = folder.look();
        keys = new HostKeyManager(new HostCertificates(List.of()));
        var contents = folder.read();
        if (!contents.faults().isEmpty()) {
            throw new IOException(told(contents.faults()));
        }
        if (contents.found().isEmpty()) {
            throw new IOException(
                    settings.folder()
                            + " has no certificate (expected: NAME.crt beside NAME.key, or"
                            + " NAME/fullchain.pem with NAME/privkey.pem)");
        }
        use(contents);
        context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {keys}, null, null);
        context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
        timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("certificates").factory());
        var every = settings.interval().toMillis();
        var _ =
                timer.scheduleWithFixedDelay(
                        this::reloadIfChanged, every, every, TimeUnit.MILLISECONDS);
    }

    /**
     * Reads a folder's certificates.
     *
     * @throws WasmcloudException {@code INVALID_VALUE} when there is none, or one cannot be used
     */
    public static Certificates open(TlsSettings settings) {
        try {
            return new Certificates(settings);
        } catch (IOException | GeneralSecurityException e) {
            throw new WasmcloudException(
                    ErrorCode.INVALID_VALUE,
                    "The TLS certificates cannot be used: " + message(e),
                    e);
        }
    }

    private static String told(List<CertificateFolder.Fault> faults) {
        return faults.stream()
                .map(fault -> fault.files().chain() + ": " + message(fault.reason()))
                .collect(Collectors.joining("; "));
    }

    private static String message(Exception e) {
        return e instanceof java.nio.file.NoSuchFileException missing
                ? missing.getFile() + " is missing"
                : String.valueOf(e.getMessage());
    }

    /** Returns what servers make connections with; it takes up changes by itself. */
    public SSLContext context() {
        return context;
    }

    /** Reads the files again if they have changed. */
    synchronized void reloadIfChanged() {
        try {
            var look = folder.look();
            if (!look.equals(seen)) {
                seen = look;
                use(folder.read());
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    Level.ERROR,
                    "the TLS certificates could not be read; using those read before",
                    e);
        }
    }

    private synchronized void use(CertificateFolder.Contents contents) {
        var next = new HashMap<PemFiles, HostCertificate>();
        contents.found().forEach(found -> next.put(found.files(), found.certificate()));
        for (var fault : contents.faults()) {
            LOG.log(
                    Level.ERROR,
                    "{0} cannot be used, what it held before stays in use: {1}",
                    fault.files().chain(),
                    message(fault.reason()));
            var before = inUse.get(fault.files());
            if (before != null) {
                next.put(fault.files(), before);
            }
        }
        if (next.isEmpty()) {
            LOG.log(
                    Level.ERROR,
                    "{0} has no certificate any more; using those read before",
                    folder);
            return;
        }
        inUse = next;
        keys.replace(new HostCertificates(sorted(next)));
        LOG.log(Level.INFO, "TLS certificates in use: {0}", told(next));
    }

    private static List<HostCertificate> sorted(Map<PemFiles, HostCertificate> certificates) {
        return certificates.entrySet().stream()
                .sorted(java.util.Comparator.comparing(entry -> entry.getKey().chain()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static String told(Map<PemFiles, HostCertificate> certificates) {
        var now = Instant.now();
        return sorted(certificates).stream()
                .map(
                        certificate -> {
                            var end = certificate.chain().getFirst().getNotAfter().toInstant();
                            return "%s (%s %s)"
                                    .formatted(
                                            certificate.names(),
                                            end.isBefore(now) ? "EXPIRED" : "until",
                                            end);
                        })
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
