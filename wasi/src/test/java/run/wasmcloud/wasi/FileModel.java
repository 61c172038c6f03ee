package run.wasmcloud.wasi;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Files by their whole paths: a simple model of a directory tree, as POSIX has it. */
final class FileModel {
    /** A directory has no bytes; names that are links to each other share a node. */
    private static final class Node {
        private byte @Nullable [] bytes;

        boolean isDirectory() {
            return bytes == null;
        }
    }

    private final TreeMap<String, Node> nodes = new TreeMap<>();
    private final long room;

    FileModel(long room) {
        this.room = room;
    }

    List<String> paths() {
        return List.copyOf(nodes.keySet());
    }

    Map<String, byte[]> files() {
        return nodes.entrySet().stream()
                .filter(entry -> !entry.getValue().isDirectory())
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> bytes(entry.getValue())));
    }

    private static byte[] bytes(Node node) {
        return node.bytes == null ? new byte[0] : node.bytes;
    }

    /** Returns how many bytes all files have, those with several names once. */
    long bytes() {
        return nodes.values().stream().distinct().mapToLong(node -> bytes(node).length).sum();
    }

    /** Returns what speaks against a path: something on its way that is no directory. */
    private Errno way(String path) {
        var slash = path.lastIndexOf('/');
        if (slash < 0) {
            return Errno.SUCCESS;
        }
        var parent = path.substring(0, slash);
        var above = way(parent);
        if (above != Errno.SUCCESS) {
            return above;
        }
        var node = nodes.get(parent);
        if (node == null) {
            return Errno.NOENT;
        }
        return node.isDirectory() ? Errno.SUCCESS : Errno.NOTDIR;
    }

    /** Returns what has a path; something has. */
    private Node node(String path) {
        return requireNonNull(nodes.get(path), path);
    }

    Errno write(String path, int offset, byte value) {
        var errno = way(path);
        if (errno != Errno.SUCCESS) {
            return errno;
        }
        var node = nodes.get(path);
        if (node == null) {
            node = new Node();
            node.bytes = new byte[0];
            nodes.put(path, node);
        }
        if (node.isDirectory()) {
            return Errno.ISDIR;
        }
        var size = bytes(node).length;
        if (bytes() - size + Math.max(size, offset + 1) > room) {
            return Errno.NOSPC;
        }
        node.bytes = Arrays.copyOf(bytes(node), Math.max(size, offset + 1));
        node.bytes[offset] = value;
        return Errno.SUCCESS;
    }

    Errno resize(String path, int size) {
        var errno = existing(path);
        if (errno != Errno.SUCCESS) {
            return errno;
        }
        var node = node(path);
        if (node.isDirectory()) {
            return Errno.ISDIR;
        }
        if (bytes() - bytes(node).length + size > room) {
            return Errno.NOSPC;
        }
        node.bytes = Arrays.copyOf(bytes(node), size);
        return Errno.SUCCESS;
    }

    private Errno existing(String path) {
        var errno = way(path);
        return errno == Errno.SUCCESS && !nodes.containsKey(path) ? Errno.NOENT : errno;
    }

    Errno makeDirectory(String path) {
        var errno = way(path);
        if (errno != Errno.SUCCESS) {
            return errno;
        }
        return nodes.putIfAbsent(path, new Node()) == null ? Errno.SUCCESS : Errno.EXIST;
    }

    Errno removeDirectory(String path) {
        var errno = existing(path);
        if (errno != Errno.SUCCESS) {
            return errno;
        }
        if (!node(path).isDirectory()) {
            return Errno.NOTDIR;
        }
        if (!isEmpty(path)) {
            return Errno.NOTEMPTY;
        }
        nodes.remove(path);
        return Errno.SUCCESS;
    }

    private boolean isEmpty(String path) {
        return nodes.keySet().stream().noneMatch(each -> each.startsWith(path + "/"));
    }

    Errno unlink(String path) {
        var errno = existing(path);
        if (errno != Errno.SUCCESS) {
            return errno;
        }
        if (node(path).isDirectory()) {
            return Errno.ISDIR;
        }
        nodes.remove(path);
        return Errno.SUCCESS;
    }

    Errno link(String path, String other) {
        var errno = existing(path);
        if (errno == Errno.SUCCESS) {
            errno = way(other);
        }
        if (errno != Errno.SUCCESS) {
            return errno;
        }
        var node = node(path);
        if (node.isDirectory()) {
            return Errno.PERM;
        }
        return nodes.putIfAbsent(other, node) == null ? Errno.SUCCESS : Errno.EXIST;
    }

    Errno rename(String path, String other) {
        var errno = way(path);
        if (errno == Errno.SUCCESS) {
            errno = way(other);
        }
        if (errno == Errno.SUCCESS) {
            errno = existing(path);
        }
        if (errno != Errno.SUCCESS || nodes.get(path) == nodes.get(other)) {
            return errno;
        }
        errno = replacing(path, other);
        if (errno == Errno.SUCCESS) {
            move(path, other);
        }
        return errno;
    }

    private Errno replacing(String path, String other) {
        var node = node(path);
        var replaced = nodes.get(other);
        if (replaced != null && node.isDirectory() != replaced.isDirectory()) {
            return node.isDirectory() ? Errno.NOTDIR : Errno.ISDIR;
        }
        if (replaced != null && replaced.isDirectory() && !isEmpty(other)) {
            return Errno.NOTEMPTY;
        }
        return other.startsWith(path + "/") ? Errno.INVAL : Errno.SUCCESS;
    }

    private void move(String path, String other) {
        nodes.remove(other);
        var moved = new TreeMap<String, Node>();
        nodes.forEach(
                (each, node) -> {
                    if (each.equals(path) || each.startsWith(path + "/")) {
                        moved.put(other + each.substring(path.length()), node);
                    }
                });
        nodes.keySet()
                .removeAll(
                        nodes.keySet().stream()
                                .filter(each -> each.equals(path) || each.startsWith(path + "/"))
                                .toList());
        nodes.putAll(moved);
    }
}
