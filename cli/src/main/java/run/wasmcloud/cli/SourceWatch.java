package run.wasmcloud.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Notices that a project's sources have changed, by looking at their times: that works the same on
 * every file system, also on shared ones. Folders that builds write, and hidden ones, are left out.
 * For one thread.
 */
final class SourceWatch {
    private static final int MOST_FILES = 20_000;
    private static final Set<String> BUILT =
            Set.of("target", "build", "node_modules", "zig-out", "zig-cache", "dist", "out");

    private final Path folder;
    private final Path module;
    private Map<Path, FileTime> seen;

    /**
     * Looks at a folder for the first time.
     *
     * @param module what the build writes
     */
    SourceWatch(Path folder, Path module) {
        this.folder = folder;
        this.module = module;
        this.seen = times();
    }

    /** Tells whether a source was changed, added or removed since the last look. */
    boolean changed() {
        var now = times();
        var changed = !now.equals(seen);
        seen = now;
        return changed;
    }

    private Map<Path, FileTime> times() {
        var times = new HashMap<Path, FileTime>();
        try {
            Files.walkFileTree(folder, new Visitor(times));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return times;
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final Map<Path, FileTime> times;

        Visitor(Map<Path, FileTime> times) {
            this.times = times;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
            return visited.equals(folder) || isSource(visited)
                    ? FileVisitResult.CONTINUE
                    : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!file.equals(module) && !isHidden(file)) {
                times.put(file, attributes.lastModifiedTime());
            }
            return times.size() < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }

        /** A file may vanish while the folder is looked at. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException cause) {
            return FileVisitResult.CONTINUE;
        }

        private boolean isSource(Path visited) {
            return !isHidden(visited) && !BUILT.contains(visited.getFileName().toString());
        }

        private boolean isHidden(Path path) {
            return path.getFileName().toString().startsWith(".");
        }
    }
}
