package run.wasmcloud.client;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

/** Waits for an exchange and says in a person's words why it failed. */
final class Waiting {
    private Waiting() {}

    /**
     * Returns what an exchange resulted in.
     *
     * @throws UnreachableException when it failed or took longer than the timeout
     */
    static <T> T forResult(CompletableFuture<T> exchange, Duration timeout, URI server) {
        try {
            return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new UnreachableException(explanation(cause, server), cause);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new UnreachableException(slow(server), e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new UnreachableException("The request to " + server + " was interrupted.", e);
        }
    }

    private static String explanation(Throwable cause, URI server) {
        return switch (cause) {
            case HttpConnectTimeoutException _ ->
                    "%s does not answer. Check the address and the network.".formatted(server);
            case HttpTimeoutException _ -> slow(server);
            case ConnectException e when e.getCause() instanceof UnresolvedAddressException ->
                    "The name %s is unknown. Check the address.".formatted(server.getHost());
            case ConnectException _ ->
                    "Nothing listens at %s. Is the server running?".formatted(server);
            case SSLException e ->
                    "No secure connection to %s: %s. Check the server's certificate."
                            .formatted(server, e.getMessage());
            default ->
                    "The connection to %s broke (%s). Try again."
                            .formatted(server, cause.getMessage());
        };
    }

    private static String slow(URI server) {
        return "%s took too long to answer. Try again; if it stays so, ask who runs it."
                .formatted(server);
    }
}
