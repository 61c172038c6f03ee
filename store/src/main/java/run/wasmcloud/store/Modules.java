package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.ModuleReport;
import run.wasmcloud.model.UserId;
import run.wasmcloud.model.WasmcloudException;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** The modules that users have uploaded. Thread-safe. */
public final class Modules {
    private final Jdbi jdbi;
    private final BlobStore blobs;
    private final KeptBlobs kept;

    Modules(Jdbi jdbi, BlobStore blobs) {
        this.jdbi = jdbi;
        this.blobs = blobs;
        this.kept = new KeptBlobs(blobs);
    }

    /**
     * Keeps a module. The bytes are on disk before the row is there.
     *
     * @throws WasmcloudException {@code UNAVAILABLE} when the bytes cannot be kept at the moment
     */
    public StoredModule put(UserId uploader, byte[] wasm, ModuleReport report) {
        return jdbi.inTransaction(
                handle -> {
                    kept.keep(handle, wasm);
                    var module = insert(handle, uploader, report);
                    AuditTrail.note(
                            handle,
                            uploader,
                            "module.upload",
                            module.hash().hex(),
                            Map.of("bytes", String.valueOf(module.bytes())));
                    return module;
                });
    }

    static StoredModule insert(Handle handle, UserId uploader, ModuleReport report) {
        var module = insertModule(handle, report);
        handle.createUpdate(
                        """
                        INSERT INTO module_uploads (module_sha256, user_id) VALUES (:sha256, :user)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("sha256", report.sha256().hex())
                .bind("user", uploader.value())
                .execute();
        return module;
    }

    /** The report is renewed: a newer release may tell more of the same bytes. */
    private static StoredModule insertModule(Handle handle, ModuleReport report) {
        return handle.createQuery(
                        """
                        INSERT INTO modules (sha256, bytes, report)
                        VALUES (:sha256, :bytes, CAST(:report AS jsonb))
                        ON CONFLICT (sha256) DO UPDATE SET report = excluded.report
                        RETURNING *
                        """)
                .bind("sha256", report.sha256().hex())
                .bind("bytes", report.size())
                .bind("report", Rows.json(report))
                .map(Modules::module)
                .one();
    }

    /** Returns a module, whoever uploaded it. */
    public Optional<StoredModule> find(ModuleHash hash) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT * FROM modules WHERE sha256 = :sha256")
                                .bind("sha256", hash.hex())
                                .map(Modules::module)
                                .findOne());
    }

    /** Returns a module that the user has uploaded: knowing a hash is no right to its bytes. */
    public Optional<StoredModule> findUploaded(UserId uploader, ModuleHash hash) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT modules.* FROM modules
                                        JOIN module_uploads ON module_sha256 = sha256
                                        WHERE sha256 = :sha256 AND user_id = :user
                                        """)
                                .bind("sha256", hash.hex())
                                .bind("user", uploader.value())
                                .map(Modules::module)
                                .findOne());
    }

    /**
     * Reads a module's bytes.
     *
     * @throws WasmcloudException {@code UNAVAILABLE} when they cannot be read at the moment, {@code
     *     INTERNAL} when they are damaged
     */
    public Optional<byte[]> read(ModuleHash hash) {
        try {
            return blobs.read(hash);
        } catch (DamagedBlobException e) {
            throw new WasmcloudException(
                    ErrorCode.INTERNAL, "The module's bytes are damaged: upload it again", e);
        } catch (IOException e) {
            throw KeptBlobs.away(e);
        }
    }

    private static StoredModule module(ResultSet row, StatementContext context)
            throws SQLException {
        return new StoredModule(
                new ModuleHash(row.getString("sha256")),
                row.getLong("bytes"),
                Rows.json(ModuleReport.class, row, "report"),
                Rows.instant(row, "created_at"));
    }
}
