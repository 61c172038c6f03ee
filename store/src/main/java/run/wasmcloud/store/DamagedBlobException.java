package run.wasmcloud.store;

import run.wasmcloud.model.ModuleHash;

import java.io.IOException;

/** Kept bytes are no longer those that were put. */
public final class DamagedBlobException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedBlobException(ModuleHash hash) {
        super(
                "the bytes kept as %s are damaged (expected: bytes of this hash; upload them again)"
                        .formatted(hash));
    }
}
