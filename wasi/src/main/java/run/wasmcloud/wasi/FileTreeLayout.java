package run.wasmcloud.wasi;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lays a tree's files out in directories; each gets its number in the order of their names. */
final class FileTreeLayout {
    private final long modified;
    private long inodes;

    /** Makes a layout whose files all have the same time of modification, in nanoseconds. */
    FileTreeLayout(long modified) {
        this.modified = modified;
    }

    /** A folder while it is collected: its folders and its files' bytes by name. */
    private static final class Folder {
        private final SortedMap<String, Folder> folders = new TreeMap<>();
        private final SortedMap<String, byte[]> files = new TreeMap<>();

        void add(String path, String rest, byte[] bytes) {
            var slash = rest.indexOf('/');
            var name = slash < 0 ? rest : rest.substring(0, slash);
            FileTree.require(
                    path,
                    slash < 0 ? !folders.containsKey(name) : !files.containsKey(name),
                    "either files or folders of a name");
            if (slash < 0) {
                files.put(name, bytes);
            } else {
                folders.computeIfAbsent(name, _ -> new Folder())
                        .add(path, rest.substring(slash + 1), bytes);
            }
        }

        String[] names() {
            var names = new TreeSet<>(folders.keySet());
            names.addAll(files.keySet());
            return names.toArray(String[]::new);
        }
    }

    FixedDirectory root(SortedMap<String, byte[]> files) {
        var root = new Folder();
        files.forEach((path, bytes) -> root.add(path, path, bytes));
        return directory(null, root);
    }

    private FixedDirectory directory(@Nullable FixedDirectory parent, Folder folder) {
        var names = folder.names();
        var directory = new FixedDirectory(parent, ++inodes, modified, names);
        for (int i = 0; i < names.length; i++) {
            directory.set(i, node(directory, folder, names[i]));
        }
        return directory;
    }

    private Node node(FixedDirectory parent, Folder folder, String name) {
        var bytes = folder.files.get(name);
        return bytes == null
                ? directory(parent, requireNonNull(folder.folders.get(name)))
                : RegularFile.shipped(++inodes, modified, bytes);
    }
}
