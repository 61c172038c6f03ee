package run.wasmcloud.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

class GuestThreadsTest {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final int MOST = PROCESSORS + 20;

    private final Sandbox sandbox = Sandbox.open(SandboxSettings.forGuests(1), List.of());
    private final GuestThreads threads = GuestThreads.open(sandbox, MOST);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicBoolean stop = new AtomicBoolean();

    @AfterEach
    void close() throws InterruptedException {
        release.countDown();
        stop.set(true);
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        sandbox.close();
    }

    private List<Future<?>> submit(int count, Runnable task) {
        var futures = new ArrayList<Future<?>>();
        for (int i = 0; i < count; i++) {
            futures.add(threads.submit(task));
        }
        return futures;
    }

    private static void awaitAll(List<Future<?>> futures) throws Exception {
        for (var future : futures) {
            future.get(30, TimeUnit.SECONDS);
        }
    }

    private void block() {
        var worker = GuestThreads.pause();
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            GuestThreads.resume(worker);
        }
    }

    private void loop() {
        while (!stop.get()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void runsMoreTasksThanThereAreProcessors() throws Exception {
        var done = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            awaitAll(submit(MOST / 2, done::incrementAndGet));
        }
        assertThat(done).hasValue(100 * (MOST / 2));
    }

    @Test
    void quickTasksShareAsManyThreadsAsThereAreProcessors() throws Exception {
        var names = Collections.synchronizedSet(new HashSet<String>());
        for (int i = 0; i < 50; i++) {
            awaitAll(submit(1, () -> names.add(Thread.currentThread().getName())));
        }
        // A thread that a busy system stops for a while looks like one whose task is long.
        assertThat(names).hasSizeLessThan(PROCESSORS + 10);
    }

    @Test
    void guestsThatBlockHoldUpNobody() throws Exception {
        var blocked = submit(MOST - 1, this::block);
        threads.submit(() -> {}).get(30, TimeUnit.SECONDS);
        release.countDown();
        awaitAll(blocked);
    }

    @Test
    void guestsThatLoopHoldUpNobody() throws Exception {
        var looping = submit(PROCESSORS + 2, this::loop);
        threads.submit(() -> {}).get(30, TimeUnit.SECONDS);
        stop.set(true);
        awaitAll(looping);
    }

    @Test
    void sleepingGuestsHoldUpNobody() throws Exception {
        var deadline = Deadline.after(Duration.ofMinutes(1));
        submit(MOST - 1, () -> deadline.sleep(Duration.ofMillis(200).toNanos()));
        threads.submit(() -> {}).get(30, TimeUnit.SECONDS);
    }

    @Test
    void refusesMoreThanAllowedAndGoesOnAfterwards() throws Exception {
        var blocked = submit(MOST, this::block);
        assertThatThrownBy(() -> threads.submit(() -> {}))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining(String.valueOf(MOST));
        release.countDown();
        awaitAll(blocked);
        threads.submit(() -> {}).get(30, TimeUnit.SECONDS);
    }

    @Test
    @Timeout(60)
    @EnabledOnOs(OS.LINUX)
    void whatComputesForLongGivesWayUntilItEnds() throws Exception {
        var usual = ownNice();
        var looping =
                submit(
                        PROCESSORS,
                        () -> {
                            while (ownNice() == usual && !stop.get()) {
                                Thread.onSpinWait();
                            }
                        });
        while (!looping.stream().allMatch(Future::isDone)) {
            awaitAll(submit(PROCESSORS, () -> {}));
        }
        awaitAll(looping);

        var seen = Collections.synchronizedList(new ArrayList<Integer>());
        awaitAll(submit(MOST / 2, () -> seen.add(ownNice())));
        assertThat(seen).containsOnly(usual);
    }

    private static int ownNice() {
        var priority = ThreadPriority.ofSystem().orElseThrow();
        return priority.nice(priority.currentThread());
    }

    @Test
    void aTaskThatFailsLeavesItsThreadToOthers() throws Exception {
        for (int i = 0; i < PROCESSORS + 5; i++) {
            threads.execute(
                    () -> {
                        throw new IllegalStateException("a bug, logged as such by this test");
                    });
            threads.submit(() -> {}).get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void refusesTasksOnceShutDownAndFinishesThoseItHas() throws Exception {
        var blocked = submit(MOST, this::block);
        threads.shutdown();
        assertThatThrownBy(() -> threads.submit(() -> {}))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(threads.isTerminated()).isFalse();
        release.countDown();
        awaitAll(blocked);
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void givesBackWhatWaits() throws Exception {
        var looping = submit(PROCESSORS, this::loop);
        var left = threads.shutdownNow();
        assertThat(left).hasSizeLessThanOrEqualTo(PROCESSORS);
        stop.set(true);
        assertThat(looping).hasSize(PROCESSORS);
    }
}
