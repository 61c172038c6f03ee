package run.wasmcloud.executor.journal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * One file of a journal: a header, then records one after the other, then zeros.
 *
 * <p>The file is written to in full when it is made, so that the disk cannot become full later, and
 * mapped: what is in it belongs to the system, not to this process, and so outlives it. A record's
 * length is written last; a record without one was never added. Its checksum tells a record that a
 * failing machine has torn.
 *
 * <p>One thread at a time appends; any number read, up to what they know to be appended.
 */
final class Segment implements AutoCloseable {
    static final int BYTES = 16 << 20;
    static final int HEADER = 16;
    private static final int RECORD_HEADER = 12;
    private static final int ALIGNMENT = 8;
    private static final long MAGIC = 0x5743_4a4f_5552_4e31L; // WCJOURN1
    private static final int ZEROS = 1 << 20;
    private static final String SUFFIX = ".journal";

    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LENGTH = INT.varHandle();

    /** The most bytes that a record may have. */
    static final int MOST_RECORD = BYTES - HEADER - 2 * RECORD_HEADER;

    private final Path file;
    private final long first;
    private final Arena arena;
    private final MemorySegment bytes;

    private Segment(Path file, long first, Arena arena, MemorySegment bytes) {
        this.file = file;
        this.first = first;
        this.arena = arena;
        this.bytes = bytes;
    }

    /** A record of a segment. */
    @SuppressWarnings("ArrayRecordComponent") // It is handed on, never compared.
    record Entry(byte kind, byte[] payload, int next) {}

    /** Makes a new, empty file, which is a journal's only once it has been renamed. */
    static void prepare(Path file) throws IOException {
        try (var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            fill(channel);
        }
    }

    /** What does not fit is given back at once: others need the room, too. */
    private static void fill(FileChannel channel) throws IOException {
        try {
            var zeros = ByteBuffer.allocate(ZEROS);
            for (int written = 0; written < BYTES; written += ZEROS) {
                zeros.clear();
                while (zeros.hasRemaining()) {
                    channel.write(zeros);
                }
            }
        } catch (IOException e) {
            try {
                channel.truncate(0);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** Makes a prepared file the segment whose first record has a number. */
    static Segment begin(Path prepared, Path folder, long first) throws IOException {
        var file = folder.resolve("%016x%s".formatted(first, SUFFIX));
        Files.move(prepared, file, StandardCopyOption.ATOMIC_MOVE);
        var segment = map(file, first);
        segment.bytes.set(LONG, 8, first);
        segment.bytes.set(LONG, 0, MAGIC);
        return segment;
    }

    /**
     * Opens a file that is there.
     *
     * @throws IOException also when it is no segment
     */
    static Segment open(Path file) throws IOException {
        var name = file.getFileName().toString();
        var segment =
                map(file, Long.parseUnsignedLong(name, 0, name.length() - SUFFIX.length(), 16));
        if (segment.bytes.get(LONG, 0) != MAGIC || segment.bytes.get(LONG, 8) != segment.first) {
            segment.close();
            throw new IOException(
                    file + " is no part of a journal, or is damaged at its beginning");
        }
        return segment;
    }

    static boolean isSegment(Path file) {
        return file.getFileName().toString().matches("[0-9a-f]{16}\\" + SUFFIX);
    }

    @SuppressWarnings("MustBeClosedChecker") // The segment closes it.
    private static Segment map(Path file, long first) throws IOException {
        var arena = Arena.ofShared();
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (channel.size() != BYTES) {
                throw new IOException(
                        "%s has %d bytes (expected: %d)".formatted(file, channel.size(), BYTES));
            }
            var bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES, arena);
            return new Segment(file, first, arena, bytes);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** Returns the number of its first record. */
    long first() {
        return first;
    }

    /**
     * Appends a record.
     *
     * @param position where the last record ended
     * @param checksum of kind and payload
     * @return where this one ends; −1 when there is no room for it
     */
    int append(int position, byte kind, byte[] payload, int checksum) {
        var end = end(position, payload.length);
        if (end + Integer.BYTES > BYTES) {
            return -1;
        }
        bytes.set(INT, position + 4L, checksum);
        bytes.set(JAVA_BYTE, position + 8L, kind);
        MemorySegment.copy(payload, 0, bytes, JAVA_BYTE, position + RECORD_HEADER, payload.length);
        LENGTH.setRelease(bytes, (long) position, payload.length + 1);
        return end;
    }

    private static int end(int position, int length) {
        return position + (RECORD_HEADER + length + ALIGNMENT - 1 & -ALIGNMENT);
    }

    static int checksum(byte kind, byte[] payload) {
        var checksum = new CRC32C();
        checksum.update(kind);
        checksum.update(payload, 0, payload.length);
        return (int) checksum.getValue();
    }

    /**
     * Reads the record at a position.
     *
     * @return null when there is none, or it is torn
     */
    @Nullable Entry read(int position) {
        if (position + RECORD_HEADER > BYTES) {
            return null;
        }
        var length = (int) LENGTH.getAcquire(bytes, (long) position) - 1;
        if (length < 0 || end(position, length) + Integer.BYTES > BYTES) {
            return null;
        }
        var kind = bytes.get(JAVA_BYTE, position + 8L);
        var payload = bytes.asSlice(position + RECORD_HEADER, length).toArray(JAVA_BYTE);
        return bytes.get(INT, position + 4L) == checksum(kind, payload)
                ? new Entry(kind, payload, end(position, length))
                : null;
    }

    /** Tells whether something stands at a position that no record accounts for. */
    boolean isTornAt(int position) {
        return position + RECORD_HEADER <= BYTES
                && (int) LENGTH.getAcquire(bytes, (long) position) != 0;
    }

    /** Makes what was appended outlive the machine's failure too. */
    void force() {
        bytes.force();
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(file);
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
