package run.wasmcloud.wasi;

import java.util.List;

/** Files that a run may change, as test suites expect of the directory that they are given. */
final class WritableCopy {
    private final OwnDirectory root;

    private WritableCopy(Volume volume) {
        this.root = OwnDirectory.root(volume);
    }

    /** Returns a preopened {@code /} that begins as a copy of these files. */
    static Preopens of(FileTree files) {
        return new Preopens(
                request -> {
                    var copy = new WritableCopy(Preopens.volume(request));
                    files.files().forEach(copy::add);
                    return List.of(new Preopens.Preopen("/", copy.root));
                });
    }

    private void add(String path, byte[] bytes) {
        var directory = root;
        var names = path.split("/");
        for (int i = 0; i < names.length - 1; i++) {
            directory = folder(directory, names[i]);
        }
        var file = RegularFile.empty(root.volume());
        directory.add(names[names.length - 1], file);
        file.setSize(bytes.length);
        file.store(0, ArrayMemory.of(bytes), 0, bytes.length);
    }

    private static OwnDirectory folder(OwnDirectory parent, String name) {
        if (parent.find(name) instanceof OwnDirectory folder) {
            return folder;
        }
        var folder = new OwnDirectory(parent.volume());
        parent.add(name, folder);
        return folder;
    }
}
