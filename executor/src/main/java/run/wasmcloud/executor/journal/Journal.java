package run.wasmcloud.executor.journal;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Records on disk, numbered from 1, from when they are added until they are released.
 *
 * <p>A record that was added is there when the process is killed the next moment. It is there when
 * the machine fails as far as the system had written it, or always when the journal was opened to
 * force records to the disk: those that are added at about the same time are forced together, and
 * who adds one waits for it. A journal is one process's at a time. Thread-safe.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Journal.class.getName());
    private static final String PREPARED = "next.prepared";
    private static final String OWNER = "owner";
    private static final int PREPARE_AT = Segment.BYTES / 2;

    private final Path folder;
    private final long mostBytes;
    private final @Nullable GroupForce force;
    private final NextFile next;
    private final UUID owner;
    private final FileChannel lockFile;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Segment> segments = new ArrayDeque<>();
    private volatile @Nullable Segment current;
    private volatile int files;
    private int position;
    private long last;
    private long forced;
    private List<Segment> beingForced = List.of();
    private volatile Cursor cursor = new Cursor(0, Segment.HEADER);

    /** Where the record after a number stands in its segment. */
    private record Cursor(long number, int position) {}

    /** A record with its number. */
    @SuppressWarnings("ArrayRecordComponent") // It is handed on, never compared.
    public record Entry(long number, byte kind, byte[] payload) {}

    private Journal(Path folder, long mostBytes, boolean force, FileChannel lockFile)
            throws IOException {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.lockFile = lockFile;
        this.owner = owner(folder.resolve(OWNER));
        recover();
        next = new NextFile(folder.resolve(PREPARED));
        this.force = force ? new GroupForce(this::forceAll) : null;
    }

    /**
     * Opens a journal and finds what an earlier process left.
     *
     * @param folder is made when it is not there
     * @param mostBytes how much it may take on disk; at least two files of 16 MiB are needed
     * @param force whether records are forced to the disk
     * @throws IOException also when another process has it open
     */
    public static Journal open(Path folder, long mostBytes, boolean force) throws IOException {
        Files.createDirectories(folder);
        var file =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (file.tryLock() == null) {
                throw new IOException("another process uses the journal " + folder);
            }
            return new Journal(folder, mostBytes, force, file);
        } catch (OverlappingFileLockException e) {
            file.close();
            throw new IOException("this process uses the journal " + folder + " already", e);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static UUID owner(Path file) throws IOException {
        if (Files.notExists(file)) {
            var unfinished = file.resolveSibling(OWNER + ".new");
            Files.writeString(unfinished, UUID.randomUUID().toString());
            Files.move(unfinished, file);
        }
        try {
            return UUID.fromString(Files.readString(file).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged (expected: a UUID)", e);
        }
    }

    private void recover() throws IOException {
        Files.deleteIfExists(folder.resolve(PREPARED));
        try (var files = Files.list(folder)) {
            for (var file : files.filter(Segment::isSegment).sorted().toList()) {
                recover(file);
            }
        }
        if (!segments.isEmpty()) {
            cursor = new Cursor(segments.getFirst().first() - 1, Segment.HEADER);
        }
    }

    private void recover(Path file) throws IOException {
        var segment = Segment.open(file);
        keep(segment);
        last = segment.first() - 1;
        var at = Segment.HEADER;
        for (var entry = segment.read(at); entry != null; entry = segment.read(at)) {
            last++;
            at = entry.next();
        }
        if (segment.isTornAt(at)) {
            LOG.log(
                    Level.WARNING,
                    "{0} is damaged after record {1}: what follows in this file is lost",
                    file,
                    last);
        }
    }

    /** Returns the name that the numbers of this journal's records belong to; never changes. */
    public UUID owner() {
        return owner;
    }

    /** Returns how much it takes on disk, in bytes. */
    public long bytes() {
        return (long) files * Segment.BYTES;
    }

    /** Tells whether it has reached a part of its bound. */
    public boolean isFuller(double part) {
        return bytes() > part * mostBytes;
    }

    /**
     * Tells whether there will be room for the records of what begins now: the disk has taken the
     * next file, or has not refused it yet, and lets itself be written.
     */
    public boolean isReady() {
        return !next.isFailing()
                && (force == null || !force.isFailing())
                && (current != null || next.await());
    }

    /**
     * Adds a record, and waits until it is on the disk where records are forced there.
     *
     * @param payload at most {@link #mostRecordBytes()} bytes
     * @return its number
     * @throws JournalFullException when there is no room for it
     */
    public long add(byte kind, byte[] payload) throws JournalFullException {
        var number = append(kind, payload);
        if (force != null) {
            force.await(number);
        }
        return number;
    }

    /**
     * Adds a record, and never waits for the disk.
     *
     * @param payload at most {@link #mostRecordBytes()} bytes
     * @return its number
     * @throws JournalFullException when there is no room for it
     */
    public long append(byte kind, byte[] payload) throws JournalFullException {
        if (payload.length > mostRecordBytes()) {
            throw new JournalFullException(
                    "a record of %d bytes (expected: at most %d)"
                            .formatted(payload.length, mostRecordBytes()));
        }
        var checksum = Segment.checksum(kind, payload);
        lock.lock();
        try {
            write(kind, payload, checksum);
            return ++last;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the most bytes that a record may have. */
    public static int mostRecordBytes() {
        return Segment.MOST_RECORD;
    }

    private void write(byte kind, byte[] payload, int checksum) throws JournalFullException {
        var segment = current == null ? begin() : current;
        var end = segment.append(position, kind, payload, checksum);
        if (end < 0) {
            segment = begin();
            end = segment.append(position, kind, payload, checksum);
        }
        position = end;
        if (end > PREPARE_AT) {
            next.want();
        }
    }

    /** Forces all records that there are to the disk; returns the last one's number. */
    private long forceAll() {
        var upTo = beginForcing();
        try {
            beingForced.forEach(Segment::force);
        } finally {
            endForcing();
        }
        forced = upTo;
        return upTo;
    }

    private long beginForcing() {
        lock.lock();
        try {
            var view = view();
            beingForced = view.holdersAfter(forced);
            return view.last();
        } finally {
            lock.unlock();
        }
    }

    private void endForcing() {
        lock.lock();
        try {
            beingForced = List.of();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many times records were forced to the disk. */
    public long forces() {
        return force == null ? 0 : force.times();
    }

    private Segment begin() throws JournalFullException {
        if ((segments.size() + 1L) * Segment.BYTES > mostBytes) {
            throw new JournalFullException(
                    "the journal has reached its bound of %d bytes".formatted(mostBytes));
        }
        try {
            var segment = Segment.begin(next.take(), folder, last + 1);
            keep(segment);
            current = segment;
            position = Segment.HEADER;
            return segment;
        } catch (IOException e) {
            throw new JournalFullException("the journal's next file could not be made", e);
        }
    }

    private void keep(Segment segment) {
        segments.add(segment);
        files = segments.size();
    }

    /**
     * Reads the records after those that were read before, in their order. One thread at a time
     * reads and releases.
     *
     * @param mostRecords how many at most
     * @param bytes after so many bytes no further record is read
     */
    public List<Entry> read(int mostRecords, long bytes) {
        var view = view();
        var entries = new ArrayList<Entry>();
        var left = bytes;
        while (entries.size() < mostRecords && left > 0 && cursor.number() < view.last()) {
            var entry = next(view);
            entries.add(entry);
            left -= entry.payload().length;
        }
        return entries;
    }

    private View view() {
        lock.lock();
        try {
            return new View(List.copyOf(segments), last);
        } finally {
            lock.unlock();
        }
    }

    /** A record that cannot be read, and those after it in its file, are passed over. */
    private Entry next(View view) {
        var number = cursor.number() + 1;
        var segment = view.holder(number);
        var entry = segment.read(segment.first() == number ? Segment.HEADER : cursor.position());
        if (entry == null) {
            segment = view.after(segment);
            number = segment.first();
            entry = requireNonNull(segment.read(Segment.HEADER), "a file is made for a record");
        }
        cursor = new Cursor(number, entry.next());
        return new Entry(number, entry.kind(), entry.payload());
    }

    /** What can be read at a moment. */
    private record View(List<Segment> segments, long last) {
        Segment holder(long number) {
            return segments.reversed().stream()
                    .filter(segment -> segment.first() <= number)
                    .findFirst()
                    .orElseThrow();
        }

        /** Returns those that hold records after one. */
        List<Segment> holdersAfter(long number) {
            return IntStream.range(0, segments.size())
                    .filter(i -> end(i) > number)
                    .mapToObj(segments::get)
                    .toList();
        }

        private long end(int index) {
            return index + 1 < segments.size() ? segments.get(index + 1).first() - 1 : last;
        }

        Segment after(Segment segment) {
            return segments.get(segments.indexOf(segment) + 1);
        }
    }

    /** Reads on after a record's number: what was taken before this process began is not read. */
    public void skipTo(long number) {
        while (cursor.number() < Math.min(number, view().last())) {
            read(1, 1);
        }
    }

    /** Returns how many records were added that have not been read. */
    public long unread() {
        lock.lock();
        try {
            return last - cursor.number();
        } finally {
            lock.unlock();
        }
    }

    /** Gives up the records up to a number: their files go, once they hold no later one. */
    public void release(long number) {
        lock.lock();
        try {
            while (segments.size() > 1
                    && second().first() <= number + 1
                    && !beingForced.contains(segments.getFirst())) {
                delete(segments.removeFirst());
                files = segments.size();
            }
        } finally {
            lock.unlock();
        }
    }

    private Segment second() {
        var iterator = segments.iterator();
        iterator.next();
        return iterator.next();
    }

    private static void delete(Segment segment) {
        try {
            segment.delete();
        } catch (IOException e) {
            LOG.log(Level.WARNING, segment + " could not be deleted", e);
        }
    }

    @Override
    public void close() {
        next.close();
        if (force != null) {
            force.close();
        }
        lock.lock();
        try {
            segments.forEach(Segment::close);
            current = null;
            lockFile.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the journal could not be closed", e);
        } finally {
            lock.unlock();
        }
    }
}
