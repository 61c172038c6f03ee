package run.wasmcloud.model.wire;

import java.util.List;

/**
 * The files that a version ships.
 *
 * @param deployment the version's number
 * @param files by path; empty when it ships none
 */
public record FileListing(int deployment, List<Item> files) {
    public FileListing {
        files = List.copyOf(files);
    }

    /**
     * One file.
     *
     * @param path with {@code /} between folders
     * @param bytes unpacked
     */
    public record Item(String path, long bytes) {}
}
