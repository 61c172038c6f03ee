package run.wasmcloud.sandbox;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** A module's bytes, equal to the same bytes. Nobody changes them. */
final class ModuleBytes {
    private final byte[] bytes;
    private final int hash;

    ModuleBytes(byte[] bytes) {
        this.bytes = bytes.clone();
        this.hash = Arrays.hashCode(bytes);
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ModuleBytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
