package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(30)
class WatchdogTest {
    private final Watchdog watchdog = new Watchdog();

    @AfterEach
    void close() {
        watchdog.close();
    }

    @Test
    void interruptsWorkThatTakesTooLong() {
        try (var watch = watchdog.watch(Duration.ofMillis(10), () -> {})) {
            assertThatThrownBy(() -> new CountDownLatch(1).await())
                    .isInstanceOf(InterruptedException.class);
            assertThat(watch.hasFired()).isTrue();
        }
    }

    @Test
    void leavesNoInterruptBehind() {
        try (var watch = watchdog.watch(Duration.ZERO, () -> {})) {
            TestExecutor.await("the interrupt", watch::hasFired);
        }

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void leavesQuickWorkAlone() {
        try (var watch = watchdog.watch(Duration.ofMinutes(1), () -> {})) {
            assertThat(watch.hasFired()).isFalse();
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void tellsOnceOfWorkThatLastsAWhile() throws InterruptedException {
        var told = new AtomicInteger();
        var first = new CountDownLatch(1);
        try (var _ =
                watchdog.watch(
                        Duration.ofMinutes(1),
                        () -> {
                            told.incrementAndGet();
                            first.countDown();
                        })) {
            assertThat(first.await(20, TimeUnit.SECONDS)).isTrue();
        }
        try (var _ = watchdog.watch(Duration.ofMinutes(1), told::incrementAndGet)) {
            // Ends at once.
        }
        assertThat(told).hasValue(1);
    }
}
