package run.wasmcloud.olin.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds a name's addresses once, on a thread that nobody needs back, and lets them out only when
 * guests may connect to each of them. What it returns is what is connected to: nobody looks the
 * name up again. Thread-safe.
 */
final class GuardedResolver implements AutoCloseable {
    private static final int MOST_LOOKUPS = 128;
    private static final int PARTS = 8;

    private final NameLookup names;
    private final AddressGuard guard;
    private final Duration timeout;

    /** A lookup counts until it has ended, however long nobody has waited for it any more. */
    private final FairShare lookups = new FairShare("lookups of names", MOST_LOOKUPS, PARTS);

    /** Lookups cannot be interrupted and hold their thread until the system gives up. */
    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    Thread.ofPlatform().daemon().name("lookup-", 0).factory());

    GuardedResolver(NameLookup names, AddressGuard guard, Duration timeout) {
        this.names = names;
        this.guard = guard;
        this.timeout = timeout;
    }

    /**
     * Returns the addresses of a host that guests may connect to.
     *
     * @param host in its normal form
     * @param owner whose functions share their part of the lookups
     * @throws ForbiddenAddressException when one of the addresses is not public
     * @throws UnknownHostException when there is none, or too many are being looked up
     */
    List<InetAddress> find(String host, String owner) throws UnknownHostException {
        var literal = Hosts.literal(host);
        var addresses = literal.isPresent() ? List.of(literal.get()) : lookUp(host, owner);
        if (addresses.isEmpty()) {
            throw new UnknownHostException("no address of " + host + " was found");
        }
        for (var address : addresses) {
            var objection = guard.objection(address);
            if (objection.isPresent()) {
                throw new ForbiddenAddressException(host, objection.get());
            }
        }
        return addresses;
    }

    private List<InetAddress> lookUp(String host, String owner) throws UnknownHostException {
        try {
            return start(host, owner).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unknown("no address of " + host + " was found", e);
        } catch (TimeoutException e) {
            throw unknown("the lookup of " + host + " took too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown("the lookup of " + host + " was given up", e);
        }
    }

    private CompletableFuture<List<InetAddress>> start(String host, String owner)
            throws UnknownHostException {
        var refusal = lookups.take(owner, 1);
        if (refusal.isPresent()) {
            throw new UnknownHostException(refusal.get());
        }
        var result = new CompletableFuture<List<InetAddress>>();
        try {
            threads.execute(() -> complete(result, host, owner));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            lookups.giveBack(owner, 1);
            throw unknown("no thread for the lookup of " + host, e);
        }
        return result;
    }

    private void complete(CompletableFuture<List<InetAddress>> result, String host, String owner) {
        try {
            var addresses = names.find(host);
            lookups.giveBack(owner, 1);
            result.complete(addresses);
        } catch (UnknownHostException | RuntimeException | Error e) {
            lookups.giveBack(owner, 1);
            result.completeExceptionally(e);
        }
    }

    private static UnknownHostException unknown(String message, Throwable cause) {
        var exception = new UnknownHostException(message);
        exception.initCause(cause);
        return exception;
    }

    /** Returns how many lookups have not ended. */
    long lookups() {
        return lookups.taken();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
