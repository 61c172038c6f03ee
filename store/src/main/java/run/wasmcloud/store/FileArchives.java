package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.WasmcloudException;

import java.io.IOException;
import java.util.Optional;

/** The zips of files that deployments ship. Thread-safe. */
public final class FileArchives {
    private final BlobStore blobs;

    FileArchives(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * Reads a zip.
     *
     * @throws WasmcloudException {@code UNAVAILABLE} when it cannot be read at the moment, {@code
     *     INTERNAL} when it is damaged
     */
    public Optional<byte[]> read(ModuleHash archive) {
        try {
            return blobs.read(archive);
        } catch (DamagedBlobException e) {
            throw new WasmcloudException(
                    ErrorCode.INTERNAL, "The files' bytes are damaged: upload them again", e);
        } catch (IOException e) {
            throw KeptBlobs.away(e);
        }
    }

    /** Keeps a zip in the transaction of the deployment that ships it. */
    static void insert(Handle handle, ShippedFiles files) {
        handle.createUpdate(
                        """
                        INSERT INTO file_archives (sha256, files, unpacked_bytes)
                        VALUES (:sha256, :files, :bytes)
                        ON CONFLICT (sha256) DO UPDATE SET files = excluded.files
                        """)
                .bind("sha256", files.archive().hex())
                .bind("files", files.count())
                .bind("bytes", files.bytes())
                .execute();
    }
}
