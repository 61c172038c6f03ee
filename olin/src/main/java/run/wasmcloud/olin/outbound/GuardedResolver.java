package run.wasmcloud.olin.outbound;

import org.apache.hc.client5.http.DnsResolver;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds a name's addresses once, on a thread that nobody needs back, and lets them out only when
 * guests may connect to each of them. What it returns is what the client connects to.
 */
final class GuardedResolver implements DnsResolver, AutoCloseable {
    private static final int MOST_LOOKUPS = 128;
    private static final int IDLE_SECONDS = 30;

    private final NameLookup names;
    private final AddressGuard guard;
    private final Duration timeout;

    /** Lookups cannot be interrupted and hold their thread until the system gives up. */
    private final ExecutorService threads =
            new ThreadPoolExecutor(
                    0,
                    MOST_LOOKUPS,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().daemon().name("lookup-", 0).factory());

    GuardedResolver(NameLookup names, AddressGuard guard, Duration timeout) {
        this.names = names;
        this.guard = guard;
        this.timeout = timeout;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var addresses = find(host);
        for (var address : addresses) {
            var objection = guard.objection(address);
            if (objection.isPresent()) {
                throw new ForbiddenAddressException(host, objection.get());
            }
        }
        return addresses.toArray(InetAddress[]::new);
    }

    private List<InetAddress> find(String host) throws UnknownHostException {
        try {
            var lookup = threads.submit(() -> names.find(host));
            return lookup.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unknown("no address of " + host + " was found", e);
        } catch (TimeoutException e) {
            throw unknown("the lookup of " + host + " took too long", e);
        } catch (RejectedExecutionException e) {
            throw unknown("too many names are being looked up at the moment", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown("the lookup of " + host + " was given up", e);
        }
    }

    private static UnknownHostException unknown(String message, Exception cause) {
        var exception = new UnknownHostException(message);
        exception.initCause(cause);
        return exception;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
