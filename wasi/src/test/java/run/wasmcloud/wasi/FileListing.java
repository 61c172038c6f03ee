package run.wasmcloud.wasi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lists all that is below a directory, as a guest does. */
final class FileListing {
    private static final int BUFFER = 200_000;
    private static final int LENGTH = 100_000;
    private static final int DIRENT = 24;
    private static final byte DIRECTORY = 3;

    private FileListing() {}

    /** Returns the paths of all files and directories, sorted. */
    static List<String> below(Caller guest, int directory, String folder) {
        var paths = new ArrayList<String>();
        for (var entry : entries(guest, directory, folder)) {
            var path = folder.isEmpty() ? entry.name() : folder + "/" + entry.name();
            paths.add(path);
            if (entry.isDirectory()) {
                paths.addAll(below(guest, directory, path));
            }
        }
        Collections.sort(paths);
        return paths;
    }

    private record Entry(String name, boolean isDirectory) {}

    private static List<Entry> entries(Caller guest, int directory, String folder) {
        var opened = guest.openDirectory(directory, folder.isEmpty() ? "." : folder);
        guest.succeed("fd_readdir", opened, BUFFER, LENGTH, 0, Caller.RESULT);
        var used = guest.resultInt();
        guest.succeed("fd_close", opened);
        var entries = new ArrayList<Entry>();
        var at = BUFFER;
        while (at < BUFFER + used) {
            var length = guest.memory.loadInt(at + 16);
            var name = guest.memory.text(at + DIRENT, length);
            if (!name.equals(".") && !name.equals("..")) {
                entries.add(new Entry(name, guest.memory.loadByte(at + 20) == DIRECTORY));
            }
            at += DIRENT + length;
        }
        return entries;
    }
}
