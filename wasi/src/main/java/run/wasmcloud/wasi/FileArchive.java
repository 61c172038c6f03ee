package run.wasmcloud.wasi;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.WasmcloudException;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A zip of the files that a deployment ships. It comes from a stranger: what could surprise is
 * refused, with the entry's name. Immutable.
 */
public final class FileArchive {
    private static final int SHOWN = 100;

    private final byte[] zip;
    private final List<ZipDirectory.Entry> entries;
    private final long mostBytes;

    private FileArchive(byte[] zip, List<ZipDirectory.Entry> entries, long mostBytes) {
        this.zip = zip;
        this.entries = entries;
        this.mostBytes = mostBytes;
    }

    /**
     * How much may be in it.
     *
     * @param bytes the most of all files together, unpacked
     * @param files the most files
     */
    public record Bounds(long bytes, int files) {
        /** Returns what no plan goes beyond. */
        public static Bounds widest() {
            return new Bounds(FileTree.MOST_BYTES, FileTree.MOST_FILES);
        }
    }

    /**
     * What is in it.
     *
     * @param files how many files
     * @param bytes how much they are together, unpacked
     */
    public record Contents(int files, long bytes) {}

    /**
     * Takes a zip; nothing is unpacked yet.
     *
     * @param zip not changed any more
     * @throws WasmcloudException {@code INVALID_VALUE} naming the entry when there is one that a
     *     guest cannot be given, {@code TOO_LARGE} when it is all too much
     */
    public static FileArchive of(byte[] zip, Bounds bounds) {
        // Folders have entries of their own.
        var entries = ZipDirectory.read(zip, 2 * bounds.files());
        var files = entries.stream().filter(entry -> !entry.isFolder()).count();
        if (files > bounds.files()) {
            throw new WasmcloudException(
                    ErrorCode.TOO_LARGE,
                    "%d files (expected: at most %d)".formatted(files, bounds.files()));
        }
        requirePaths(entries);
        return new FileArchive(zip, entries, bounds.bytes());
    }

    private static void requirePaths(List<ZipDirectory.Entry> entries) {
        var paths = new HashMap<String, String>();
        for (var entry : entries) {
            var name = entry.name();
            var path = entry.isFolder() ? name.substring(0, name.length() - 1) : name;
            if (name.chars().anyMatch(c -> c == '\\' || Character.isISOControl(c))) {
                throw invalid(name, "a name with \\ or a control character (expected: none)");
            }
            try {
                FileTree.requirePath(path);
            } catch (IllegalArgumentException e) {
                throw new WasmcloudException(
                        ErrorCode.INVALID_VALUE, String.valueOf(e.getMessage()), e);
            }
            requireOnce(paths, entry, path);
        }
    }

    /** Names that differ only in case are one file on many people's machines. */
    private static void requireOnce(
            Map<String, String> paths, ZipDirectory.Entry entry, String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            var folder = path.substring(0, slash + 1);
            var other = paths.putIfAbsent(folded(folder), folder);
            require(other == null || other.equals(folder), entry, other);
            require(!paths.containsKey(folded(path.substring(0, slash))), entry, folder);
        }
        var name = entry.isFolder() ? path + "/" : path;
        var other = paths.putIfAbsent(folded(name), name);
        require(other == null || (entry.isFolder() && other.equals(name)), entry, other);
        var kind = entry.isFolder() ? path : path + "/";
        require(!paths.containsKey(folded(kind)), entry, kind);
    }

    private static String folded(String path) {
        return path.toLowerCase(Locale.ROOT);
    }

    private static void require(
            boolean holds,
            ZipDirectory.Entry entry,
            @org.jspecify.annotations.Nullable String other) {
        if (!holds) {
            throw invalid(
                    entry.name(),
                    "like \"%s\" (expected: each name once, also without regard to case)"
                            .formatted(shown(String.valueOf(other))));
        }
    }

    /**
     * A file.
     *
     * @param path with {@code /} between folders
     * @param bytes unpacked
     */
    public record File(String path, long bytes) {}

    /** Returns the files by path; their sizes are what the zip says. */
    public List<File> files() {
        return entries.stream()
                .filter(entry -> !entry.isFolder())
                .map(entry -> new File(entry.name(), entry.size()))
                .sorted(Comparator.comparing(File::path))
                .toList();
    }

    /**
     * Unpacks everything once, to see that it can be, and keeps nothing of it.
     *
     * @throws WasmcloudException {@code INVALID_VALUE} naming the entry that cannot be unpacked,
     *     {@code TOO_LARGE} when it is all too much
     */
    public Contents check() {
        var contents = new Contents(0, 0);
        for (var entry : entries) {
            if (!entry.isFolder()) {
                var bytes = unpack(entry, mostBytes - contents.bytes()).length;
                contents = new Contents(contents.files() + 1, contents.bytes() + bytes);
            }
        }
        return contents;
    }

    /**
     * Unpacks everything.
     *
     * @param modified what the files tell as their time of modification
     * @throws WasmcloudException as {@link #check} does
     */
    public FileTree tree(Instant modified) {
        var files = new HashMap<String, byte[]>();
        var left = mostBytes;
        for (var entry : entries) {
            if (!entry.isFolder()) {
                var bytes = unpack(entry, left);
                left -= bytes.length;
                files.put(entry.name(), bytes);
            }
        }
        return FileTree.ofOwn(files, modified);
    }

    private byte[] unpack(ZipDirectory.Entry entry, long most) {
        if (entry.size() > most) {
            throw new WasmcloudException(
                    ErrorCode.TOO_LARGE,
                    "the files are more than %d bytes, unpacked (expected: at most that much)"
                            .formatted(mostBytes));
        }
        var bytes = new byte[(int) entry.size()];
        if (entry.deflated()) {
            inflate(entry, bytes);
        } else {
            System.arraycopy(zip, entry.start(), bytes, 0, bytes.length);
        }
        var sum = new CRC32();
        sum.update(bytes);
        if ((int) sum.getValue() != entry.crc()) {
            throw damaged(entry);
        }
        return bytes;
    }

    /** What the zip says of its sizes may be wrong, so exactly that much has to come. */
    private void inflate(ZipDirectory.Entry entry, byte[] target) {
        try (var inflater = new Inflater(true)) {
            inflater.setInput(zip, entry.start(), entry.packed());
            var count = 0;
            while (count < target.length) {
                var more = inflater.inflate(target, count, target.length - count);
                if (more == 0) {
                    throw damaged(entry);
                }
                count += more;
            }
            if (inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
                throw damaged(entry);
            }
        } catch (DataFormatException e) {
            throw damaged(entry);
        }
    }

    private static WasmcloudException damaged(ZipDirectory.Entry entry) {
        return invalid(entry.name(), "damaged, or of another size than the zip says");
    }

    /** Returns the error for an entry. */
    static WasmcloudException invalid(String name, String detail) {
        return new WasmcloudException(
                ErrorCode.INVALID_VALUE, "the entry \"%s\" is %s".formatted(shown(name), detail));
    }

    private static String shown(String name) {
        return name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name;
    }
}
