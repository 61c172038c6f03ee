package run.wasmcloud.api.mail;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.store.Actor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
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
    private final int most;
    private final Semaphore places;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    AT_ONCE, Thread.ofVirtual().name("wasmcloud-mail-", 0).factory());

    /** Keeps the mails that are tried again later, so that none of them keeps a thread. */
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofVirtual().name("wasmcloud-mail-later").factory());

    /** Makes a queue that tries each mail four times. */
    public MailQueue(Mail mail) {
        this(mail, WAITS, LONGEST);
    }

    /**
     * Makes a queue.
     *
     * @param waits between the attempts at one mail
     * @param longest how many mails may wait, to be sent or to be tried again
     */
    MailQueue(Mail mail, List<Duration> waits, int longest) {
        this.mail = mail;
        this.waits = waits;
        this.most = longest + AT_ONCE;
        this.places = new Semaphore(most);
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
        if (!places.tryAcquire()) {
            throw new WasmcloudException(
                    ErrorCode.UNAVAILABLE, "Too much mail waits to be sent: try again later");
        }
        var actor = Actor.present();
        threads.execute(() -> write(actor, letter));
    }

    private void write(Actor actor, Supplier<Optional<MailMessage>> letter) {
        Optional<MailMessage> message = Optional.empty();
        try {
            message = actor.call(letter::get);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a mail was not written", e);
        }
        message.ifPresentOrElse(each -> send(each, 0), places::release);
    }

    private void send(MailMessage message, int attempt) {
        if (isDone(message, attempt)) {
            places.release();
            return;
        }
        var _ =
                later.schedule(
                        () -> threads.execute(() -> send(message, attempt + 1)),
                        waits.get(attempt).toMillis(),
                        TimeUnit.MILLISECONDS);
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
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a mail was not sent", e);
            return true;
        }
    }

    /** Waits a moment for what is still to be sent. */
    @Override
    public void close() {
        try {
            if (!places.tryAcquire(most, LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(
                        Level.WARNING,
                        "{0} mails were not sent: the server stops",
                        most - places.availablePermits());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            later.shutdownNow();
            threads.shutdownNow();
        }
    }
}
