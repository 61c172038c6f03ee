package run.wasmcloud.runtime.compiled;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import run.wasmcloud.wasmtime.NativeBytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Keeps compiled forms as files in one folder, up to a bound; those that were used longest ago go
 * first. What is read is not trusted. Several processes may use the folder at once. Thread-safe.
 */
public final class FormFolder {
    private static final String UNFINISHED = ".unfinished-";
    private static final Duration LONGEST_WRITE = Duration.ofHours(1);
    private static final Duration USE_PRECISION = Duration.ofMinutes(1);

    private final Path folder;
    private final long mostBytes;

    private FormFolder(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
    }

    /**
     * Opens a folder, which is made, for its owner only, when it is not there.
     *
     * @param mostBytes how much all files may take
     */
    public static FormFolder open(Path folder, long mostBytes) throws IOException {
        Files.createDirectories(folder, asFileAttribute(fromString("rwx------")));
        return new FormFolder(folder.toAbsolutePath(), mostBytes);
    }

    /**
     * Reads a form into memory of this process, where nobody changes it any more.
     *
     * @return empty when there is none
     * @throws IOException when it cannot be read
     */
    Optional<NativeBytes> read(FormKey key) throws IOException {
        var file = file(key);
        try (var channel =
                FileChannel.open(
                        file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            used(file);
            return Optional.of(read(channel, file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private NativeBytes read(FileChannel channel, Path file) throws IOException {
        var size = channel.size();
        if (size > Math.min(mostBytes, Integer.MAX_VALUE)) {
            throw new FileSystemException(file + " has " + size + " bytes");
        }
        var bytes = NativeBytes.allocate((int) size);
        try {
            fill(bytes.buffer(), channel, file);
            return bytes;
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static void fill(ByteBuffer buffer, FileChannel channel, Path file) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new FileSystemException(file + " was cut while it was read");
            }
        }
    }

    /** The time of the last use is the file's time of change: times of access are often off. */
    private static void used(Path file) throws IOException {
        var now = Instant.now();
        if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(USE_PRECISION))) {
            Files.setLastModifiedTime(file, FileTime.from(now));
        }
    }

    /**
     * Keeps a form, in place of one that is there. Others see all of it or nothing; a crash may
     * lose it.
     *
     * @throws IOException when it cannot be kept; nothing is left of it then
     */
    void write(FormKey key, FormSeal.Sealed form) throws IOException {
        var unfinished = folder.resolve(UNFINISHED + UUID.randomUUID());
        try {
            write(unfinished, form.parts());
            Files.move(unfinished, file(key), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        trim();
    }

    private static void write(Path file, ByteBuffer[] parts) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var left = 0L;
        for (var part : parts) {
            left += part.remaining();
        }
        try (var channel =
                FileChannel.open(file, options, asFileAttribute(fromString("rw-------")))) {
            while (left > 0) {
                left -= channel.write(parts);
            }
        }
    }

    /** Removes a form that is of no use. */
    void delete(FormKey key) throws IOException {
        Files.deleteIfExists(file(key));
    }

    private Path file(FormKey key) {
        return folder.resolve(key.toString());
    }

    private record Kept(Path file, long bytes, Instant used) {}

    private void trim() throws IOException {
        var files = files();
        var total = files.stream().mapToLong(Kept::bytes).sum();
        for (var kept : files) {
            if (total <= mostBytes) {
                return;
            }
            Files.deleteIfExists(kept.file());
            total -= kept.bytes();
        }
    }

    /** Returns the files, the one that was used longest ago first. */
    private List<Kept> files() throws IOException {
        var files = new ArrayList<Kept>();
        try (var names = Files.newDirectoryStream(folder)) {
            for (var file : names) {
                kept(file).ifPresent(files::add);
            }
        }
        files.sort(Comparator.comparing(Kept::used));
        return files;
    }

    private static Optional<Kept> kept(Path file) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            // Another process has finished or removed it.
            return Optional.empty();
        }
        var used = attributes.lastModifiedTime().toInstant();
        if (String.valueOf(file.getFileName()).startsWith(UNFINISHED)) {
            if (used.isBefore(Instant.now().minus(LONGEST_WRITE))) {
                Files.deleteIfExists(file);
            }
            return Optional.empty();
        }
        return attributes.isRegularFile()
                ? Optional.of(new Kept(file, attributes.size(), used))
                : Optional.empty();
    }
}
