package run.wasmcloud.wasi;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files that a deployment ships; a run that is granted them sees them below {@code /} and
 * cannot change them. Immutable, thread-safe, and cheap to share: no run copies them.
 */
public final class FileTree {
    /** The most files, whatever a plan allows. */
    public static final int MOST_FILES = 100_000;

    /** The most bytes of all files together, whatever a plan allows: 1 GiB. */
    public static final long MOST_BYTES = 1L << 30;

    /** Each run has a folder of its own there. */
    static final String TEMPORARY = "tmp";

    private static final int DEEPEST = 64;
    private static final int SHOWN = 100;
    private static final FileTree EMPTY = of(Map.of(), Instant.EPOCH);

    private final FixedDirectory root;
    private final SortedMap<String, byte[]> files;
    private final long bytes;

    private FileTree(SortedMap<String, byte[]> files, long bytes, Instant modified) {
        this.files = files;
        this.bytes = bytes;
        this.root = new FileTreeLayout(nanos(modified)).root(files);
    }

    private static long nanos(Instant time) {
        return Math.addExact(
                Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }

    /** Returns no files. */
    public static FileTree empty() {
        return EMPTY;
    }

    /**
     * Makes a tree; folders come from the paths.
     *
     * @param files by path, for example {@code templates/page.html}: names parted by {@code /},
     *     none of them empty, {@code .} or {@code ..}; nothing below {@code tmp}. The bytes are
     *     copied
     * @param modified what the files tell as their time of modification
     * @throws IllegalArgumentException naming the path when one is not such a path, when it is both
     *     a file and a folder, or when it is all too much
     */
    public static FileTree of(Map<String, byte[]> files, Instant modified) {
        if (files.size() > MOST_FILES) {
            throw new IllegalArgumentException(
                    files.size() + " files (expected: at most " + MOST_FILES + ")");
        }
        var copies = new TreeMap<String, byte[]>();
        files.forEach((path, bytes) -> copies.put(path, bytes.clone()));
        return ofOwn(copies, modified);
    }

    /** Makes a tree of bytes that nobody else has. */
    static FileTree ofOwn(Map<String, byte[]> files, Instant modified) {
        var bytes = 0L;
        for (var file : files.entrySet()) {
            requirePath(file.getKey());
            bytes += file.getValue().length;
            if (bytes > MOST_BYTES) {
                throw new IllegalArgumentException(
                        "more than " + MOST_BYTES + " bytes of files (expected: fewer)");
            }
        }
        return new FileTree(new TreeMap<>(files), bytes, modified);
    }

    /**
     * Refuses what cannot be a file's path.
     *
     * @throws IllegalArgumentException naming the path
     */
    static void requirePath(String path) {
        require(path, !path.isEmpty() && isUnicode(path), "Unicode text, not empty");
        require(
                path,
                path.getBytes(StandardCharsets.UTF_8).length <= Names.LONGEST_PATH,
                "at most " + Names.LONGEST_PATH + " bytes");
        var names = path.split("/", -1);
        require(path, names.length <= DEEPEST, "fewer than " + DEEPEST + " folders");
        require(
                path,
                Arrays.stream(names).allMatch(FileTree::isName),
                "names of at most %d bytes, parted by single slashes"
                        .formatted(Names.LONGEST_NAME));
        require(path, !names[0].equals(TEMPORARY), "not below tmp, which is each run's own");
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.indexOf('\0') < 0
                && Names.isShort(name);
    }

    private static boolean isUnicode(String path) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(path);
    }

    /** Refuses a path; of a long one the beginning has to do. */
    static void require(String path, boolean holds, String expected) {
        if (!holds) {
            var shown = path.length() > SHOWN ? path.substring(0, SHOWN) + "…" : path;
            throw new IllegalArgumentException(
                    "the path \"%s\" (expected: %s)".formatted(shown, expected));
        }
    }

    /** Returns the files' paths, sorted. */
    public List<String> paths() {
        return new ArrayList<>(files.keySet());
    }

    /** Returns how many bytes all files have together. */
    public long bytes() {
        return bytes;
    }

    /** Returns the root, shared by all runs. */
    FixedDirectory root() {
        return root;
    }

    /** Returns the files by path; not to be changed. */
    SortedMap<String, byte[]> files() {
        return files;
    }
}
