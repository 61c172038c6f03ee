package run.wasmcloud.store;

import org.jdbi.v3.core.Jdbi;

import run.wasmcloud.model.ModuleHash;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Machine code of modules, which executors share. What it is made for is a name to this class, and
 * the bytes are not looked into: who reads them checks their seal. Thread-safe.
 */
public final class CompiledForms {
    private static final Duration KEPT_UNUSED = Duration.ofDays(30);
    static final long MOST_BYTES = 64L << 30;

    private final Jdbi jdbi;
    private final BlobStore blobs;

    CompiledForms(Jdbi jdbi, BlobStore blobs) {
        this.jdbi = jdbi;
        this.blobs = blobs;
    }

    /**
     * Reads the form of a module.
     *
     * @param code what it is made for, as 64 hexadecimal digits
     * @return empty when there is none
     * @throws IOException when it cannot be read or is damaged
     */
    public Optional<byte[]> read(ModuleHash module, String code) throws IOException {
        var blob = use(module, code);
        return blob.isEmpty() ? Optional.empty() : blobs.read(blob.get());
    }

    /** Once a day is often enough to know what is in use. */
    private Optional<ModuleHash> use(ModuleHash module, String code) {
        return jdbi.inTransaction(
                handle -> {
                    handle.createUpdate(
                                    """
                                    UPDATE compiled_forms SET used_at = now()
                                    WHERE module_sha256 = :module AND code = :code
                                      AND used_at < now() - interval '1 day'
                                    """)
                            .bind("module", module.hex())
                            .bind("code", code)
                            .execute();
                    return handle.createQuery(
                                    """
                                    SELECT blob_sha256 FROM compiled_forms
                                    WHERE module_sha256 = :module AND code = :code
                                    """)
                            .bind("module", module.hex())
                            .bind("code", code)
                            .map((row, _) -> new ModuleHash(row.getString("blob_sha256")))
                            .findOne();
                });
    }

    /**
     * Keeps the form of a module, in place of one that is there.
     *
     * @param code what it is made for, as 64 hexadecimal digits
     * @throws IOException when it cannot be kept
     */
    public void write(ModuleHash module, String code, byte[] form) throws IOException {
        var blob = blobs.put(form);
        var before = replace(module, code, blob, form.length);
        if (before.isPresent() && !before.get().equals(blob)) {
            blobs.delete(before.get());
        }
    }

    private Optional<ModuleHash> replace(
            ModuleHash module, String code, ModuleHash blob, int bytes) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        WITH before AS (
                                            SELECT blob_sha256 FROM compiled_forms
                                            WHERE module_sha256 = :module AND code = :code)
                                        INSERT INTO compiled_forms (module_sha256, code, blob_sha256, bytes)
                                        VALUES (:module, :code, :blob, :bytes)
                                        ON CONFLICT (module_sha256, code) DO UPDATE
                                            SET blob_sha256 = excluded.blob_sha256,
                                                bytes = excluded.bytes, used_at = now()
                                        RETURNING (SELECT blob_sha256 FROM before) AS before
                                        """)
                                .bind("module", module.hex())
                                .bind("code", code)
                                .bind("blob", blob.hex())
                                .bind("bytes", bytes)
                                .map((row, _) -> Optional.ofNullable(row.getString("before")))
                                .one()
                                .map(ModuleHash::new));
    }

    /**
     * Removes what nobody has used for long, and what is too much, used longest ago first. A form
     * that somebody writes meanwhile may lose its bytes: it is then as if it were not there.
     *
     * @param mostBytes how much may stay
     */
    void purge(long mostBytes) throws IOException {
        for (var blob : removeRows(mostBytes)) {
            blobs.delete(blob);
        }
    }

    private List<ModuleHash> removeRows(long mostBytes) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        DELETE FROM compiled_forms USING (
                                            SELECT module_sha256, code,
                                                   sum(bytes) OVER (ORDER BY used_at DESC, module_sha256, code) AS total
                                            FROM compiled_forms) AS ranked
                                        WHERE compiled_forms.module_sha256 = ranked.module_sha256
                                          AND compiled_forms.code = ranked.code
                                          AND (ranked.total > :most
                                               OR compiled_forms.used_at < now() - make_interval(days => CAST(:days AS integer)))
                                        RETURNING blob_sha256
                                        """)
                                .bind("most", mostBytes)
                                .bind("days", KEPT_UNUSED.toDays())
                                .map((row, _) -> new ModuleHash(row.getString("blob_sha256")))
                                .list());
    }
}
