package run.wasmcloud.store;

import org.jdbi.v3.core.Jdbi;

import run.wasmcloud.model.ModuleHash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes bytes that nobody needs: modules and files that no deployment has, not even one of a
 * deleted function that can be brought back, and what an upload left behind that was killed.
 * Thread-safe; any number of processes may do it at once.
 */
final class BlobSweep {
    private static final Logger LOG = System.getLogger(BlobSweep.class.getName());
    private static final int AT_ONCE = 1_000;

    /** Every table that names blobs. */
    private static final String IN_USE =
            """
            SELECT sha256 FROM modules WHERE sha256 IN (<hashes>)
            UNION ALL SELECT sha256 FROM file_archives WHERE sha256 IN (<hashes>)
            UNION ALL SELECT blob_sha256 FROM compiled_forms WHERE blob_sha256 IN (<hashes>)
            """;

    private final Jdbi jdbi;
    private final BlobStore blobs;

    /**
     * How old things are that nobody needs when they are removed.
     *
     * @param modules uploaded, and not deployed since
     * @param files of deployments that are gone
     * @param orphans bytes that no row names
     * @param unfinished what began to be written
     */
    record Ages(Duration modules, Duration files, Duration orphans, Duration unfinished) {
        static Ages usual() {
            var day = Duration.ofDays(1);
            return new Ages(Duration.ofDays(30), day, day, day);
        }
    }

    BlobSweep(Jdbi jdbi, BlobStore blobs) {
        this.jdbi = jdbi;
        this.blobs = blobs;
    }

    /**
     * Removes what nobody needs.
     *
     * @return how many blobs were removed
     * @throws UncheckedIOException when the blobs cannot be listed or removed
     */
    int sweep(Ages ages) {
        removeRows("modules", "module_sha256", ages.modules());
        removeRows("file_archives", "files_sha256", ages.files());
        try {
            blobs.removeUnfinished(Instant.now().minus(ages.unfinished()));
            return removeOrphans(Instant.now().minus(ages.orphans()));
        } catch (IOException e) {
            throw new UncheckedIOException("removing bytes that nobody needs", e);
        }
    }

    /** The rows first: bytes without a row are removed the next time, a row without bytes never. */
    private void removeRows(String table, String column, Duration age) {
        for (var hash : candidates(table, column, age)) {
            jdbi.useTransaction(
                    handle -> {
                        if (KeptBlobs.lockForRemoval(handle, hash)) {
                            handle.createUpdate(
                                            "DELETE FROM <table> WHERE sha256 = :hash AND <unused>")
                                    .define("table", table)
                                    .define("unused", unused(table, column))
                                    .bind("hash", hash.hex())
                                    .bind("seconds", age.toSeconds())
                                    .execute();
                        }
                    });
        }
    }

    private List<ModuleHash> candidates(String table, String column, Duration age) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT sha256 FROM <table> WHERE <unused>")
                                .define("table", table)
                                .define("unused", unused(table, column))
                                .bind("seconds", age.toSeconds())
                                .map((row, _) -> new ModuleHash(row.getString("sha256")))
                                .list());
    }

    private static String unused(String table, String column) {
        return """
        %1$s.updated_at <= now() - make_interval(secs => :seconds)
        AND NOT EXISTS (SELECT FROM deployments WHERE %2$s = %1$s.sha256)
        """
                .formatted(table, column);
    }

    private int removeOrphans(Instant before) throws IOException {
        var removed = 0;
        var after = "";
        List<BlobStore.Blob> page;
        do {
            page = blobs.list(after, AT_ONCE);
            removed += removeOrphans(page, before);
            after = page.isEmpty() ? "" : page.getLast().hash().hex();
        } while (page.size() == AT_ONCE);
        if (removed > 0) {
            LOG.log(Level.INFO, "removed {0} blobs that nobody needs", removed);
        }
        return removed;
    }

    private int removeOrphans(List<BlobStore.Blob> page, Instant before) throws IOException {
        var old =
                page.stream()
                        .filter(blob -> !blob.writtenAt().isAfter(before))
                        .map(blob -> blob.hash().hex())
                        .collect(Collectors.toSet());
        old.removeAll(jdbi.withHandle(handle -> inUse(handle, old)));
        var removed = 0;
        for (var hash : old) {
            removed += remove(new ModuleHash(hash)) ? 1 : 0;
        }
        return removed;
    }

    private static Set<String> inUse(org.jdbi.v3.core.Handle handle, Set<String> hashes) {
        return hashes.isEmpty()
                ? Set.of()
                : handle.createQuery(IN_USE).bindList("hashes", hashes).mapTo(String.class).set();
    }

    /** Under the lock nobody is about to name the bytes, so they are removed unless one has. */
    private boolean remove(ModuleHash hash) throws IOException {
        return jdbi.inTransaction(
                handle ->
                        KeptBlobs.lockForRemoval(handle, hash)
                                && inUse(handle, Set.of(hash.hex())).isEmpty()
                                && blobs.delete(hash));
    }
}
