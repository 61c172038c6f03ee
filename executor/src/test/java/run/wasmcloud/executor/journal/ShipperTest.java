package run.wasmcloud.executor.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

@Timeout(60)
class ShipperTest {
    private static final byte REFUSED = 66;

    @TempDir private Path folder;
    private final Receiver receiver = new Receiver();
    private Journal journal;

    /** Keeps what it takes, as a store does: in one step with how far it has taken. */
    private static final class Receiver implements Shipper.Receiver {
        private final List<Byte> kept = new CopyOnWriteArrayList<>();
        private final AtomicInteger tries = new AtomicInteger();
        private volatile long taken;
        private volatile boolean away;
        private volatile boolean losesAnswers;

        @Override
        public long taken() {
            requireHere();
            return taken;
        }

        private void requireHere() {
            tries.incrementAndGet();
            if (away) {
                throw new IllegalStateException("away");
            }
        }

        @Override
        public synchronized void take(List<Journal.Entry> entries) {
            requireHere();
            if (entries.stream().anyMatch(entry -> entry.payload()[0] == REFUSED)) {
                throw new IllegalArgumentException("refused");
            }
            if (entries.getLast().number() > taken) {
                entries.forEach(entry -> kept.add(entry.payload()[0]));
                taken = entries.getLast().number();
            }
            if (losesAnswers) {
                losesAnswers = false;
                throw new IllegalStateException("the answer is lost");
            }
        }

        @Override
        public boolean isReady() {
            return !away;
        }
    }

    @BeforeEach
    void open() throws IOException {
        journal = Journal.open(folder, 8L * Segment.BYTES, false);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void add(int... values) throws JournalFullException {
        for (var value : values) {
            journal.add((byte) 1, new byte[] {(byte) value});
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static List<Byte> bytes(int... values) {
        return IntStream.of(values).mapToObj(value -> (byte) value).toList();
    }

    @Test
    void shipsInOrderWithoutBeingClosed() throws Exception {
        try (var _ = new Shipper(journal, receiver)) {
            add(1, 2, 3);
            await(() -> receiver.kept.size() == 3);
            add(4);
            await(() -> receiver.kept.size() == 4);
        }
        assertThat(receiver.kept).isEqualTo(bytes(1, 2, 3, 4));
    }

    @Test
    void shipsWhatIsLeftWhenItIsClosed() throws Exception {
        try (var _ = new Shipper(journal, receiver)) {
            for (int i = 0; i < 5_000; i++) {
                add(i % 60);
            }
        }
        assertThat(receiver.kept).hasSize(5_000);
    }

    @Test
    void waitsForAReceiverThatIsAway() throws Exception {
        receiver.away = true;
        try (var _ = new Shipper(journal, receiver)) {
            add(1);
            await(() -> receiver.tries.get() >= 2);
            receiver.away = false;
            await(() -> receiver.kept.size() == 1);
            receiver.away = true;
            add(2);
            var tries = receiver.tries.get();
            await(() -> receiver.tries.get() >= tries + 2);
            receiver.away = false;
            await(() -> receiver.kept.size() == 2);
        }
        assertThat(receiver.kept).isEqualTo(bytes(1, 2));
    }

    @Test
    void keepsWhatAReceiverThatStaysAwayDidNotTakeForTheNextStart() throws Exception {
        try (var _ = new Shipper(journal, receiver)) {
            add(1);
            await(() -> receiver.kept.size() == 1);
            receiver.away = true;
            add(2, 3);
        }
        journal.close();
        receiver.away = false;
        open();
        try (var _ = new Shipper(journal, receiver)) {
            await(() -> receiver.kept.size() == 3);
        }
        assertThat(receiver.kept).isEqualTo(bytes(1, 2, 3));
    }

    @Test
    void shipsOnceWhatWasTakenWithoutAnAnswer() throws Exception {
        receiver.losesAnswers = true;
        try (var _ = new Shipper(journal, receiver)) {
            add(1, 2);
            await(() -> receiver.kept.size() == 2);
            add(3);
            await(() -> receiver.kept.size() == 3);
        }
        assertThat(receiver.kept).isEqualTo(bytes(1, 2, 3));
    }

    @Test
    void passesOverOnlyWhatIsRefused() throws Exception {
        add(1, 2, REFUSED, 3);
        try (var _ = new Shipper(journal, receiver)) {
            await(() -> receiver.kept.size() == 3);
            add(4);
        }
        assertThat(receiver.kept).isEqualTo(bytes(1, 2, 3, 4));
    }
}
