package run.wasmcloud.api.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import run.wasmcloud.model.EmailAddress;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class MailQueueTest {
    private static final MailMessage MESSAGE =
            new MailMessage(new EmailAddress("ada@example.com"), "s", "t");
    private static final List<Duration> WAITS = List.of(Duration.ZERO, Duration.ZERO);

    private final LinkedBlockingQueue<MailMessage> sent = new LinkedBlockingQueue<>();
    private final AtomicInteger attempts = new AtomicInteger();

    private Mail failing(int times, boolean lasting) {
        return message -> {
            if (attempts.incrementAndGet() <= times) {
                throw new MailException("no", lasting, new IllegalStateException());
            }
            sent.add(message);
        };
    }

    @Test
    void sendsWhatIsWritten() throws InterruptedException {
        try (var queue = new MailQueue(failing(0, false), WAITS, 10)) {
            queue.add(() -> Optional.of(MESSAGE));

            assertThat(sent.take()).isEqualTo(MESSAGE);
        }
    }

    @Test
    void triesAgainAFewTimes() throws InterruptedException {
        try (var queue = new MailQueue(failing(2, false), WAITS, 10)) {
            queue.add(() -> Optional.of(MESSAGE));

            assertThat(sent.take()).isEqualTo(MESSAGE);
            assertThat(attempts).hasValue(3);
        }
    }

    @Test
    void givesUpAfterThatAndAtOnceWhenItIsOfNoUse() {
        try (var queue = new MailQueue(failing(100, false), WAITS, 10)) {
            queue.add(() -> Optional.of(MESSAGE));
        }
        assertThat(attempts).hasValue(3);
        attempts.set(0);
        try (var queue = new MailQueue(failing(100, true), WAITS, 10)) {
            queue.add(() -> Optional.of(MESSAGE));
        }
        assertThat(attempts).hasValue(1);
        assertThat(sent).isEmpty();
    }

    @Test
    void keepsNoThreadForAMailThatIsTriedAgainLater() throws InterruptedException {
        var other = new MailMessage(new EmailAddress("bob@example.com"), "s", "t");
        Mail mail =
                message -> {
                    if (message.equals(MESSAGE)) {
                        attempts.incrementAndGet();
                        throw new MailException("no", false, new IllegalStateException());
                    }
                    sent.add(message);
                };
        try (var queue = new MailQueue(mail, List.of(Duration.ofHours(1)), 10)) {
            for (var i = 0; i < 8; i++) {
                queue.add(() -> Optional.of(MESSAGE));
            }
            queue.add(() -> Optional.of(other));

            assertThat(sent.take()).isEqualTo(other);
        }
        assertThat(attempts).hasValue(8);
    }

    @Test
    void goesOnWhenAMailCannotBeWritten() throws InterruptedException {
        try (var queue = new MailQueue(failing(0, false), WAITS, 10)) {
            queue.add(
                    () -> {
                        throw new IllegalStateException("expected by this test");
                    });
            queue.add(Optional::empty);
            queue.add(() -> Optional.of(MESSAGE));

            assertThat(sent.take()).isEqualTo(MESSAGE);
        }
    }

    @Test
    void takesNoMoreThanItsBound() throws InterruptedException {
        var busy = new CountDownLatch(4);
        var release = new CountDownLatch(1);
        try (var queue = new MailQueue(failing(0, false), WAITS, 2)) {
            for (var i = 0; i < 4; i++) {
                queue.add(
                        () -> {
                            busy.countDown();
                            await(release);
                            return Optional.of(MESSAGE);
                        });
            }
            await(busy);
            queue.add(() -> Optional.of(MESSAGE));
            queue.add(() -> Optional.of(MESSAGE));

            var refused =
                    catchThrowableOfType(
                            WasmcloudException.class, () -> queue.add(Optional::empty));

            assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
            release.countDown();
            for (var i = 0; i < 6; i++) {
                assertThat(sent.take()).isEqualTo(MESSAGE);
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void saysThatNoMailIsSent() {
        assertThat(Mail.of(null).delivers()).isFalse();
        try (var queue = new MailQueue(Mail.none())) {
            assertThat(queue.delivers()).isFalse();
        }
    }
}
