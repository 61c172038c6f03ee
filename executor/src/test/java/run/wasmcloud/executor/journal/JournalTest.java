package run.wasmcloud.executor.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

class JournalTest {
    private static final long ROOM = 8L * Segment.BYTES;
    private static final byte KIND = 7;
    private static final int LARGE = 5 << 20;

    @TempDir private Path folder;

    private Journal open(long mostBytes) throws IOException {
        return Journal.open(folder, mostBytes, false);
    }

    private Journal open() throws IOException {
        return open(ROOM);
    }

    private static void add(Journal journal, String... texts) throws Exception {
        for (var text : texts) {
            journal.add(KIND, text.getBytes(UTF_8));
        }
    }

    private static void addLarge(Journal journal, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            var payload = new byte[LARGE];
            payload[0] = (byte) i;
            payload[LARGE - 1] = (byte) i;
            journal.add(KIND, payload);
        }
    }

    private static List<Journal.Entry> readAll(Journal journal) {
        return journal.read(Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    private static List<String> texts(List<Journal.Entry> entries) {
        return entries.stream().map(entry -> new String(entry.payload(), UTF_8)).toList();
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(Segment::isSegment).sorted().toList();
        }
    }

    @Test
    void readsWhatWasAddedInItsOrderAndOnce() throws Exception {
        try (var journal = open()) {
            add(journal, "a", "", "c");
            var entries = readAll(journal);
            assertThat(texts(entries)).containsExactly("a", "", "c");
            assertThat(entries).extracting(Journal.Entry::number).containsExactly(1L, 2L, 3L);
            assertThat(entries).extracting(Journal.Entry::kind).containsOnly(KIND);
            assertThat(readAll(journal)).isEmpty();
            add(journal, "d");
            assertThat(texts(readAll(journal))).containsExactly("d");
        }
    }

    @Test
    void boundsABatchByRecordsAndBytes() throws Exception {
        try (var journal = open()) {
            add(journal, "aaa", "bbb", "ccc", "ddd");
            assertThat(texts(journal.read(1, 100))).containsExactly("aaa");
            assertThat(texts(journal.read(10, 4))).containsExactly("bbb", "ccc");
            assertThat(journal.unread()).isEqualTo(1);
        }
    }

    @Test
    void hasEverythingAgainAfterAProcessThatNeverClosedIt(@TempDir Path copy) throws Exception {
        var killed = open();
        add(killed, "a", "b");
        copyTo(copy);
        killed.close();
        try (var journal = Journal.open(copy, ROOM, false)) {
            assertThat(texts(readAll(journal))).containsExactly("a", "b");
            assertThat(journal.add(KIND, new byte[1])).isEqualTo(3);
            assertThat(readAll(journal)).extracting(Journal.Entry::number).containsExactly(3L);
        }
    }

    private void copyTo(Path target) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void keepsItsOwner() throws Exception {
        java.util.UUID owner;
        try (var journal = open()) {
            owner = journal.owner();
        }
        try (var journal = open()) {
            assertThat(journal.owner()).isEqualTo(owner);
        }
    }

    @Test
    void readsOnAfterWhatWasTakenBefore() throws Exception {
        try (var journal = open()) {
            add(journal, "a", "b", "c");
        }
        try (var journal = open()) {
            journal.skipTo(2);
            assertThat(texts(readAll(journal))).containsExactly("c");
            journal.skipTo(1_000);
            assertThat(journal.unread()).isZero();
        }
    }

    @Test
    void goesOnInFurtherFilesAndDeletesThoseThatAreReleased() throws Exception {
        try (var journal = open()) {
            addLarge(journal, 10);
            assertThat(files()).hasSize(4);
            var entries = readAll(journal);
            assertThat(entries).hasSize(10);
            for (int i = 0; i < 10; i++) {
                assertThat(entries.get(i).payload()[0]).isEqualTo((byte) i);
                assertThat(entries.get(i).payload()[LARGE - 1]).isEqualTo((byte) i);
            }
            journal.release(2);
            assertThat(files()).hasSize(4);
            journal.release(3);
            assertThat(files()).hasSize(3);
            journal.release(10);
            assertThat(files()).hasSize(1);
            add(journal, "after");
            assertThat(texts(readAll(journal))).containsExactly("after");
        }
    }

    @Test
    void refusesWhatGoesBeyondItsBoundAndTakesMoreOnceThereIsRoom() throws Exception {
        try (var journal = open(2L * Segment.BYTES)) {
            addLarge(journal, 6);
            assertThat(journal.isFuller(0.99)).isTrue();
            assertThatThrownBy(() -> addLarge(journal, 1))
                    .isInstanceOf(JournalFullException.class)
                    .hasMessageContaining("bound");
            add(journal, "a small one has room yet");
            assertThat(readAll(journal)).hasSize(7);
            journal.release(7);
            assertThat(journal.isFuller(0.99)).isFalse();
            addLarge(journal, 3);
            assertThat(readAll(journal)).hasSize(3);
        }
    }

    @Test
    void goesOnWhenTheDiskHasRoomAgainAndLosesNothing() throws Exception {
        var full = Path.of("/dev/full");
        assumeThat(full).exists();
        try (var journal = open()) {
            addLarge(journal, 1);
            // What is written there finds no space left on the device.
            var next = Files.createSymbolicLink(folder.resolve("next.prepared"), full);
            addLarge(journal, 1);
            await(() -> !journal.isReady());

            addLarge(journal, 1);
            assertThatThrownBy(() -> addLarge(journal, 1))
                    .isInstanceOf(JournalFullException.class)
                    .hasStackTraceContaining("No space left");
            add(journal, "a small one has room yet");
            assertThat(journal.isReady()).isFalse();

            Files.delete(next);
            await(journal::isReady);
            addLarge(journal, 1);
            assertThat(readAll(journal))
                    .extracting(Journal.Entry::number)
                    .containsExactly(1L, 2L, 3L, 4L, 5L);
        }
    }

    @Test
    void isNotReadyOnADiskThatIsFullFromTheBeginning() throws Exception {
        var full = Path.of("/dev/full");
        assumeThat(full).exists();
        try (var journal = open()) {
            var next = Files.createSymbolicLink(folder.resolve("next.prepared"), full);
            assertThat(journal.isReady()).isFalse();
            Files.delete(next);
            await(journal::isReady);
            add(journal, "a");
            assertThat(texts(readAll(journal))).containsExactly("a");
        }
    }

    private static void await(BooleanSupplier condition) {
        var end = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void forcesRecordsOfTheSameMomentTogether() throws Exception {
        var threads = 16;
        var each = 50;
        try (var journal = Journal.open(folder, ROOM, true)) {
            try (var pool = Executors.newFixedThreadPool(threads)) {
                for (int i = 0; i < threads; i++) {
                    var _ =
                            pool.submit(
                                    () -> {
                                        for (int j = 0; j < each; j++) {
                                            journal.add(KIND, new byte[100]);
                                        }
                                        return null;
                                    });
                }
            }
            assertThat(readAll(journal)).hasSize(threads * each);
            assertThat(journal.forces()).isPositive().isLessThan((long) threads * each);
            var before = journal.forces();
            journal.append(KIND, new byte[1]);
            assertThat(readAll(journal)).hasSize(1);
            assertThat(journal.forces()).isEqualTo(before);
            journal.add(KIND, new byte[1]);
            assertThat(journal.forces()).isEqualTo(before + 1);
        }
    }

    @Test
    void forcesWhatGoesOnInFurtherFilesAndIsReleasedMeanwhile() throws Exception {
        try (var journal = Journal.open(folder, ROOM, true)) {
            for (int i = 1; i <= 20; i++) {
                addLarge(journal, 1);
                assertThat(readAll(journal)).hasSize(1);
                journal.release(i);
            }
            assertThat(files()).hasSizeLessThan(4);
        }
    }

    @Test
    void refusesARecordThatIsTooLarge() throws Exception {
        try (var journal = open()) {
            journal.add(KIND, new byte[Journal.mostRecordBytes()]);
            assertThatThrownBy(() -> journal.add(KIND, new byte[Journal.mostRecordBytes() + 1]))
                    .isInstanceOf(JournalFullException.class);
            assertThat(readAll(journal)).hasSize(1);
        }
    }

    @Test
    void losesOnlyWhatIsTornAndWhatFollowsInItsFile() throws Exception {
        try (var journal = open()) {
            addLarge(journal, 5);
        }
        flipByte(files().getFirst(), Segment.HEADER + 12 + LARGE + 100);
        try (var journal = open()) {
            assertThat(readAll(journal))
                    .extracting(Journal.Entry::number)
                    .containsExactly(1L, 4L, 5L);
            assertThat(journal.add(KIND, new byte[1])).isEqualTo(6);
        }
    }

    @Test
    void doesNotTakeAForeignFileForItsOwn() throws Exception {
        Files.write(folder.resolve("0000000000000001.journal"), new byte[Segment.BYTES]);
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no part of a journal");
        Files.write(folder.resolve("0000000000000001.journal"), new byte[5]);
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("5");
    }

    private static void flipByte(Path file, long at) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            var old = bytes.read();
            bytes.seek(at);
            bytes.write(old ^ 1);
        }
    }

    @Test
    void isOnesAtATime() throws Exception {
        try (var _ = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("uses the journal");
        }
    }

    @Test
    void takesRecordsOfManyThreads() throws Exception {
        var threads = 4;
        var each = 5_000;
        try (var journal = open();
                var pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                var _ =
                        pool.submit(
                                () -> {
                                    for (int j = 0; j < each; j++) {
                                        journal.add(KIND, new byte[j % 1000]);
                                    }
                                    return null;
                                });
            }
            var numbers = new ArrayList<Long>();
            while (numbers.size() < threads * each) {
                readAll(journal).forEach(entry -> numbers.add(entry.number()));
                Thread.onSpinWait();
            }
            assertThat(numbers)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, (long) threads * each).boxed().toList());
        }
    }
}
