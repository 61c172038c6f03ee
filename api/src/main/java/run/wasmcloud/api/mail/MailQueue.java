package run.wasmcloud.api.mail;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.Actor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Writes and sends mail after the request that asked for it was answered, so that the answer comes
 * equally soon whether there is anybody to write to. What waits is in memory: it is lost when the
 * process dies, and its receiver asks again. Thread-safe.
 */
public final class MailQueue implements AutoCloseable {
    private static final Logger LOG = System.getLogger(MailQueue.class.getName());
    private static final int LONGEST = 1_000;
    private static final int AT_ONCE = 4;
    private static final int LONGEST_CLOSE_SECONDS = 5;
    private static final List<Duration> WAITS =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(60));

    private final Mail mail;
    private final List<Duration> waits;
    private final ThreadPoolExecutor threads;

    /** Makes a queue that tries each mail four times. */
    public MailQueue(Mail mail) {
        this(mail, WAITS, LONGEST);
    }

    /**
     * Makes a queue.
     *
     * @param waits between the attempts at one mail
     * @param longest how many mails may wait
     */
    MailQueue(Mail mail, List<Duration> waits, int longest) {
        this.mail = mail;
        this.waits = waits;
        this.threads =
                new ThreadPoolExecutor(
                        AT_ONCE,
                        AT_ONCE,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(longest),
                        Thread.ofVirtual().name("wasmcloud-mail-", 0).factory());
    }

    /** Tells whether mail goes anywhere. */
    public boolean delivers() {
        return mail.delivers();
    }

    /**
     * Lets a mail be written and sent, on behalf of the present actor.
     *
     * @param letter writes it; empty for none after all
     * @throws WasmcloudException {@code UNAVAILABLE} when too many wait
     */
    public void add(Supplier<Optional<MailMessage>> letter) {
        var actor = Actor.present();
        try {
            threads.execute(() -> write(actor, letter));
        } catch (RejectedExecutionException e) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE, "Too much mail waits to be sent: try again later", e);
        }
    }

    private void write(Actor actor, Supplier<Optional<MailMessage>> letter) {
        try {
            actor.call(letter::get).ifPresent(this::send);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a mail was not written", e);
        }
    }

    private void send(MailMessage message) {
        for (var attempt = 0; !isDone(message, attempt); attempt++) {
            try {
                Thread.sleep(waits.get(attempt));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                LOG.log(Level.WARNING, "{0} was not sent: the server stops", message);
                return;
            }
        }
    }

    /** Tells whether the mail was taken, or never will be. */
    private boolean isDone(MailMessage message, int attempt) {
        try {
            mail.send(message);
            return true;
        } catch (MailException e) {
            var last = e.isLasting() || attempt == waits.size();
            LOG.log(
                    Level.WARNING,
                    "{0}, attempt {1}: {2}; {3}",
                    message,
                    attempt + 1,
                    e.getMessage(),
                    last ? "given up" : "trying again");
            return last;
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(
                        Level.WARNING,
                        "{0} mails were not sent: the server stops",
                        threads.shutdownNow().size());
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
