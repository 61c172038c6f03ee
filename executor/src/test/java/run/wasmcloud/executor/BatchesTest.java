package run.wasmcloud.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

@Timeout(30)
class BatchesTest {
    private final List<Integer> kept = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    private void keep(List<Integer> items) {
        if (away) {
            throw new IllegalStateException("away");
        }
        if (items.contains(-1)) {
            throw new IllegalArgumentException("refused");
        }
        kept.addAll(items);
    }

    private Batches<Integer> batches(int most) {
        return new Batches<>("numbers", most, items -> () -> keep(items), () -> !away);
    }

    @Test
    void deliversInOrder() {
        try (var batches = batches(10_000)) {
            IntStream.range(0, 5_000).forEach(batches::add);
        }

        assertThat(kept).containsExactlyElementsOf(IntStream.range(0, 5_000).boxed().toList());
    }

    @Test
    void deliversWithoutBeingClosed() {
        try (var batches = batches(10)) {
            batches.add(1);

            TestExecutor.await("what was delivered", () -> kept.size() == 1);
        }
    }

    @Test
    void triesAgainWhileTheReceiverIsAway() {
        away = true;
        var tries = new CountDownLatch(2);
        try (var batches =
                new Batches<Integer>(
                        "numbers",
                        10,
                        items ->
                                () -> {
                                    tries.countDown();
                                    keep(items);
                                },
                        () -> !away)) {
            batches.add(1);
            TestExecutor.await("two tries", () -> tries.getCount() == 0);

            away = false;

            TestExecutor.await("what was delivered", () -> kept.size() == 1);
        }
        assertThat(kept).containsExactly(1);
    }

    @Test
    void dropsOnlyWhatTheReceiverRefuses() {
        try (var batches = batches(100)) {
            List.of(1, 2, -1, 3).forEach(batches::add);
        }

        assertThat(kept).containsExactly(1, 2, 3);
    }

    @Test
    void boundsWhatWaits() {
        away = true;
        var batches = batches(10);

        IntStream.range(0, 5_000).forEach(batches::add);
        assertThat(batches.dropped()).isGreaterThan(3_000);
        batches.close();

        assertThat(kept).isEmpty();
    }
}
