package run.wasmcloud.olin.outbound;

import org.jspecify.annotations.Nullable;

import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.RunLimit;
import run.wasmcloud.runtime.RunEnded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * What a guest writes to and reads from one {@code http} or {@code https} resource: requests and
 * their answers in turn. Used by the guest's thread only.
 *
 * <p>Each method throws {@link IOException} with a reason for the function's log where the guest
 * sees an error code, and {@link RunEnded} where the run ends.
 */
public final class Conversation {
    private static final Logger LOG = System.getLogger(Conversation.class.getName());

    private final Outbound outbound;
    private final Sender sender;
    private final Origin origin;
    private ByteArrayOutputStream text = new ByteArrayOutputStream();
    private boolean counted;
    private long collected;
    private @Nullable Exchange exchange;

    /** Opens the resource: nothing is sent yet. */
    public Conversation(Outbound outbound, Sender sender, Origin origin) {
        this.outbound = outbound;
        this.sender = sender;
        this.origin = origin;
        if (origin.authority().isPresent()) {
            count(origin.scheme() + "://" + origin.authority().get().host());
        }
    }

    private void count(String name) {
        if (!counted) {
            counted = true;
            sender.run().countOpened(name);
        }
    }

    /** Adds to the request's text; a new one begins after the last answer was read. */
    public void write(byte[] source, int length) throws IOException {
        if (exchange != null) {
            if (exchange.pipe().await(sender.run().deadline())) {
                throw new RequestException(
                        "a request is written before the answer to the last one is read");
            }
            forget();
        }
        collect(length);
        text.write(source, 0, length);
    }

    private void collect(int length) throws RequestException {
        sender.collect(length, outbound.settings().requestBytes());
        var refusal = outbound.requestTexts().take(sender.owner(), length);
        if (refusal.isPresent()) {
            sender.giveBack(length);
            throw new RequestException(refusal.get());
        }
        collected += length;
    }

    /** Sends the request that was written, and waits for the beginning of its answer. */
    public void flush() throws IOException {
        if (exchange != null) {
            return;
        }
        var bytes = text.toByteArray();
        text = new ByteArrayOutputStream();
        try {
            exchange = send(bytes);
            if (!exchange.pipe().await(sender.run().deadline())) {
                throw failed(exchange.pipe().failure());
            }
        } catch (IOException e) {
            forget();
            throw e;
        }
    }

    private Exchange send(byte[] bytes) throws RequestException {
        var request = RequestParser.parse(bytes);
        var target = origin.target(request);
        sender.admit(target);
        count(target.name());
        return outbound.send(target, request, sender);
    }

    /**
     * Reads the answer.
     *
     * @return how many bytes were read, −1 at its end
     */
    public int read(byte[] target, int length) throws IOException {
        if (exchange == null) {
            throw new RequestException("an answer is read before its request was flushed");
        }
        if (length == 0) {
            return 0;
        }
        if (exchange.pipe().await(sender.run().deadline())) {
            return exchange.pipe().take(target, length);
        }
        var failure = exchange.pipe().failure();
        if (failure != null) {
            throw failed(failure);
        }
        return -1;
    }

    private IOException failed(@Nullable Throwable failure) {
        return switch (failure) {
            case ForbiddenAddressException e ->
                    throw sender.end(new Outcome.Denied(reason(e)), reason(e));
            case AnswerTooLongException e ->
                    throw sender.end(new Outcome.LimitReached(RunLimit.OUTBOUND), reason(e));
            case IOException e -> new IOException("the exchange failed: " + reason(e), e);
            case RuntimeException e -> unexpected(e);
            case null -> new IOException("the exchange failed: it ended without an answer");
            default -> throw new IllegalStateException("the exchange failed", failure);
        };
    }

    /** The client meets hostile servers, and is not ours. */
    private static IOException unexpected(RuntimeException e) {
        LOG.log(Level.WARNING, "the HTTP client failed unexpectedly", e);
        return new IOException("the exchange failed: the answer cannot be understood", e);
    }

    private static String reason(Throwable e) {
        var message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private void forget() {
        if (exchange != null) {
            exchange.cancel();
            exchange = null;
        }
        sender.giveBack(collected);
        outbound.requestTexts().giveBack(sender.owner(), collected);
        collected = 0;
    }

    /** Gives up what is collected and under way; never blocks. */
    public void close() {
        forget();
        text = new ByteArrayOutputStream();
    }
}
