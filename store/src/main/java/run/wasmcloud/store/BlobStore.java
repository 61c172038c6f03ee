package run.wasmcloud.store;

import run.wasmcloud.model.ModuleHash;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Keeps modules' bytes under their hash. Implementations are thread-safe. */
public interface BlobStore {
    /**
     * Keeps bytes; does nothing when they are there. When this returns they outlive a crash.
     *
     * @return the bytes' hash
     */
    ModuleHash put(byte[] bytes) throws IOException;

    /**
     * Reads bytes and checks them against their hash.
     *
     * @return empty when there are none with this hash
     * @throws IOException also when the bytes are no longer what was put
     */
    Optional<byte[]> read(ModuleHash hash) throws IOException;

    /** Opens bytes for reading, unchecked; empty when there are none with this hash. */
    Optional<InputStream> open(ModuleHash hash) throws IOException;

    /** Tells whether bytes with this hash are kept. */
    boolean exists(ModuleHash hash) throws IOException;

    /**
     * Removes bytes.
     *
     * @return false when there were none with this hash
     */
    boolean delete(ModuleHash hash) throws IOException;
}
