package run.wasmcloud.runtime;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How many guests a machine bears at once, each with a thread and a memory of its own. */
public final class NodeCapacity {
    private static final Logger LOG = System.getLogger(NodeCapacity.class.getName());
    private static final Path MAPPINGS = Path.of("/proc/sys/vm/max_map_count");
    private static final Path THREADS = Path.of("/sys/fs/cgroup/pids.max");

    /**
     * A blocked guest has about seven: its stack with guards, its memory's accessible and guarded
     * parts.
     */
    private static final int MAPPINGS_OF_A_GUEST = 8;

    private static final int OTHER_THREADS = 500;
    private static final int LONGEST_NUMBER = 32;

    private NodeCapacity() {}

    /**
     * Returns how many runs may go on at once: as many as wanted, or as the system's limits leave
     * room for.
     */
    public static int guests(int wanted) {
        var mappings = number(MAPPINGS).orElse(Long.MAX_VALUE) / MAPPINGS_OF_A_GUEST;
        var threads = number(THREADS).orElse(Long.MAX_VALUE) - OTHER_THREADS;
        var guests = (int) Math.max(1, Math.min(wanted, Math.min(mappings, threads)));
        if (guests < wanted) {
            LOG.log(
                    Level.WARNING,
                    "{0} runs at once instead of {1}: vm.max_map_count or pids.max leave room for"
                            + " no more.",
                    guests,
                    wanted);
        }
        return guests;
    }

    /** Returns a limit of the system; empty where it has none of this kind. */
    private static OptionalLong number(Path file) {
        try {
            var text = Files.exists(file) ? read(file).strip() : "max";
            return text.equals("max")
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(text));
        } catch (IOException | NumberFormatException e) {
            LOG.log(Level.WARNING, "the limit in " + file + " cannot be read and is not kept", e);
            return OptionalLong.empty();
        }
    }

    /**
     * The kernel gives such a file to one read as a whole, and nothing to a second one that goes
     * on.
     */
    private static String read(Path file) throws IOException {
        try (var stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(LONGEST_NUMBER), StandardCharsets.US_ASCII);
        }
    }
}
