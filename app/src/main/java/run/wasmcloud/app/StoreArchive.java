package run.wasmcloud.app;

import run.wasmcloud.runtime.compiled.FormArchive;
import run.wasmcloud.runtime.compiled.FormKey;
import run.wasmcloud.store.CompiledForms;

import java.io.IOException;
import java.util.Optional;

/** Lets the executors of an installation find each other's compiled modules in the store. */
record StoreArchive(CompiledForms forms) implements FormArchive {
    @Override
    public Optional<byte[]> read(FormKey key) throws IOException {
        return forms.read(key.module(), key.code());
    }

    @Override
    public void write(FormKey key, byte[] form) throws IOException {
        forms.write(key.module(), key.code(), form);
    }
}
