package run.wasmcloud.runtime.compiled;

import java.io.IOException;
import java.util.Optional;

/**
 * Where the executors of an installation find each other's compiled forms. What it returns is not
 * trusted. Implementations are thread-safe.
 */
public interface FormArchive {
    /**
     * Reads a form; empty when there is none.
     *
     * @throws IOException when it cannot be told
     */
    Optional<byte[]> read(FormKey key) throws IOException;

    /**
     * Keeps a form, in place of one that is there.
     *
     * @throws IOException when it cannot be kept
     */
    void write(FormKey key, byte[] form) throws IOException;

    /** Returns an archive that keeps nothing. */
    static FormArchive none() {
        return new FormArchive() {
            @Override
            public Optional<byte[]> read(FormKey key) {
                return Optional.empty();
            }

            @Override
            public void write(FormKey key, byte[] form) {}
        };
    }
}
