package run.wasmcloud.store;

import run.wasmcloud.model.ModuleHash;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps modules' bytes under their hash. Implementations are thread-safe. */
public interface BlobStore extends AutoCloseable {
    /**
     * What is known of bytes without reading them.
     *
     * @param writtenAt when they were put for the first time, about
     */
    record Blob(ModuleHash hash, Instant writtenAt) {}

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
     * @throws DamagedBlobException when the bytes are no longer what was put
     */
    Optional<byte[]> read(ModuleHash hash) throws IOException;

    /**
     * Opens bytes for reading; empty when there are none with this hash. Whoever reads the stream
     * to its end gets a {@link DamagedBlobException} there when the bytes are no longer what was
     * put.
     */
    Optional<InputStream> open(ModuleHash hash) throws IOException;

    /** Tells whether bytes with this hash are kept. */
    boolean exists(ModuleHash hash) throws IOException;

    /**
     * Removes bytes.
     *
     * @return false when there were none with this hash
     */
    boolean delete(ModuleHash hash) throws IOException;

    /**
     * Lists what is kept, by hash; what is put or deleted meanwhile may be in it or not.
     *
     * @param after only hashes greater than this, as hexadecimal digits; empty for all
     * @param limit the most items, at least 1; fewer mean that these are the last
     */
    List<Blob> list(String after, int limit) throws IOException;

    /** Removes the remains of puts that began before a time and never ended. */
    void removeUnfinished(Instant before) throws IOException;

    /** Tells whether bytes could be kept and read now. */
    boolean answers();

    /** Returns how many reads found other bytes than were put, since this store was opened. */
    long damaged();

    @Override
    default void close() {}
}
