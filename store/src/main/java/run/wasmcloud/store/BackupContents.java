package run.wasmcloud.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is in a backup file, as its last entry tells.
 *
 * @param format the version of the file's form
 * @param migration the last migration of the database
 * @param server the version of its server
 * @param tables with their columns, in the order of their data
 * @param sequences where each is that has been used
 * @param entries the other entries of the file
 */
record BackupContents(
        int format,
        int migration,
        String server,
        Instant createdAt,
        List<BackupTables.Table> tables,
        Map<String, Long> sequences,
        List<Entry> entries) {
    static final int FORMAT = 1;
    static final String NAME = "contents.json";
    static final String TABLES = "tables/";
    static final String BLOBS = "blobs/";

    BackupContents {
        tables = List.copyOf(tables);
        sequences = Map.copyOf(sequences);
        entries = List.copyOf(entries);
    }

    /**
     * One entry.
     *
     * @param rows of a table; 0 for bytes
     */
    record Entry(String name, long bytes, String sha256, long rows) {}
}
