package run.wasmcloud.wasi;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Follows a path from a directory. It never leads above that directory: not by {@code ..}, not by
 * an absolute path, and not by a symbolic link that contains either.
 */
final class PathWalk {
    /** As on Linux. */
    private static final int MOST_LINKS = 40;

    private final Deque<String> names = new ArrayDeque<>();
    private final List<Directory> trail = new ArrayList<>();
    private final boolean follow;
    private boolean asDirectory;
    private int links;

    private PathWalk(Directory base, boolean follow) {
        this.trail.add(base);
        this.follow = follow;
    }

    /**
     * Follows a path.
     *
     * @param follow whether a symbolic link at its end is followed too
     * @throws Refused when it leads out of the directory, through something that is not there or no
     *     directory, or through too many links
     */
    static Place walk(Directory base, String path, boolean follow) {
        if (path.isEmpty()) {
            throw new Refused(Errno.NOENT);
        }
        var walk = new PathWalk(base, follow);
        walk.prepend(path);
        return walk.end();
    }

    private Place end() {
        while (true) {
            var name = names.poll();
            if (name == null) {
                return new Place(here(), Place.ITSELF, here(), true);
            }
            var place = step(name);
            if (place != null) {
                return place;
            }
        }
    }

    /** Goes one name on; returns the place when that was the last one. */
    private @Nullable Place step(String name) {
        if (name.equals(".")) {
            return null;
        }
        if (name.equals("..")) {
            ascend();
            return null;
        }
        if (!Names.isShort(name)) {
            throw new Refused(Errno.NAMETOOLONG);
        }
        var node = here().find(name);
        if (node instanceof SymbolicLink link && isFollowed()) {
            follow(link);
            return null;
        }
        if (names.isEmpty()) {
            return last(name, node);
        }
        descend(node);
        return null;
    }

    private Directory here() {
        return trail.getLast();
    }

    private void ascend() {
        if (trail.size() == 1) {
            throw new Refused(Errno.NOTCAPABLE);
        }
        trail.removeLast();
    }

    private void descend(@Nullable Node node) {
        switch (node) {
            case null -> throw new Refused(Errno.NOENT);
            case Directory directory -> trail.add(directory);
            default -> throw new Refused(Errno.NOTDIR);
        }
    }

    private boolean isFollowed() {
        return follow || asDirectory || !names.isEmpty();
    }

    private void follow(SymbolicLink link) {
        if (++links > MOST_LINKS) {
            throw new Refused(Errno.LOOP);
        }
        prepend(link.target());
    }

    private Place last(String name, @Nullable Node node) {
        if (asDirectory && node != null && !(node instanceof Directory)) {
            throw new Refused(Errno.NOTDIR);
        }
        return new Place(here(), name, node, asDirectory);
    }

    /** Puts the names of a path before those that are still to go. */
    private void prepend(String path) {
        if (path.startsWith("/")) {
            throw new Refused(Errno.NOTCAPABLE);
        }
        asDirectory |= names.isEmpty() && path.endsWith("/");
        var end = path.length();
        while (end > 0) {
            var start = path.lastIndexOf('/', end - 1) + 1;
            if (start < end) {
                names.addFirst(path.substring(start, end));
            }
            end = start - 1;
        }
    }
}
