package run.wasmcloud.store;

import org.jdbi.v3.core.Handle;

import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.WasmcloudException;

import java.io.IOException;

/**
 * Keeps bytes for rows that name them. A transaction that keeps bytes holds a lock on their hash
 * until its end, so that {@link BlobSweep} cannot take them for bytes that nobody needs before the
 * row is there. Thread-safe.
 */
final class KeptBlobs {
    private final BlobStore blobs;

    KeptBlobs(BlobStore blobs) {
        this.blobs = blobs;
    }

    /**
     * Keeps bytes, which is the first step of every transaction that makes a row for them.
     *
     * @throws WasmcloudException {@code UNAVAILABLE} when they cannot be kept at the moment
     */
    ModuleHash keep(Handle handle, byte[] bytes) {
        handle.execute("SELECT pg_advisory_xact_lock_shared(?)", lock(ModuleHash.of(bytes)));
        try {
            return blobs.put(bytes);
        } catch (IOException e) {
            throw away(e);
        }
    }

    /** Returns the error for bytes that cannot be kept or read at the moment. */
    static WasmcloudException away(IOException cause) {
        return new WasmcloudException(
                ErrorCode.UNAVAILABLE,
                "The module store does not answer at the moment; try again later",
                cause);
    }

    /** Takes the lock for the removal of bytes; false when somebody is about to name them. */
    static boolean lockForRemoval(Handle handle, ModuleHash hash) {
        return handle.createQuery("SELECT pg_try_advisory_xact_lock(:lock)")
                .bind("lock", lock(hash))
                .mapTo(Boolean.class)
                .one();
    }

    /** Hashes that begin alike share a lock, which only makes one wait for the other. */
    private static long lock(ModuleHash hash) {
        return Long.parseUnsignedLong(hash.hex().substring(0, 16), 16);
    }
}
