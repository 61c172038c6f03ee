package run.wasmcloud.runtime.compiled;

import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.runtime.CompiledModule;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.compiled.FormSeal.Opened;
import run.wasmcloud.wasmtime.NativeBytes;
import run.wasmcloud.wasmtime.WasmtimeException;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The sealed forms of the modules of a sandbox: on disk, and in the archive. A form that cannot be
 * used is logged, counted and passed over. Thread-safe.
 */
final class CompiledForms {
    private static final Logger LOG = System.getLogger(CompiledForms.class.getName());

    private final Sandbox sandbox;
    private final String codeName;
    private final FormSeal seal;
    private final FormFolder folder;
    private final FormArchive archive;
    private final CompiledCounts counts;

    CompiledForms(
            Sandbox sandbox,
            FormSeal seal,
            FormFolder folder,
            FormArchive archive,
            CompiledCounts counts) {
        this.sandbox = sandbox;
        this.codeName = sandbox.codeName();
        this.seal = seal;
        this.folder = folder;
        this.archive = archive;
        this.counts = counts;
    }

    private FormKey key(ModuleHash hash) {
        return new FormKey(hash, codeName);
    }

    Optional<CompiledModule> load(ModuleHash hash) {
        var key = key(hash);
        return onDisk(key).or(() -> archived(key));
    }

    private Optional<CompiledModule> onDisk(FormKey key) {
        try {
            var form = folder.read(key);
            if (form.isEmpty()) {
                return Optional.empty();
            }
            try (var bytes = form.get()) {
                var module = load(key, bytes, "on disk");
                module.ifPresentOrElse(_ -> counts.fromDisk(), () -> remove(key));
                return module;
            }
        } catch (IOException e) {
            failed("reading compiled module " + key.module() + " from disk", e);
            return Optional.empty();
        }
    }

    /** The folder may be one that another process has put a good form into by now: no loss. */
    private void remove(FormKey key) {
        try {
            folder.delete(key);
        } catch (IOException e) {
            failed("removing compiled module " + key.module() + " from disk", e);
        }
    }

    private Optional<CompiledModule> archived(FormKey key) {
        try {
            var form = archive.read(key);
            if (form.isEmpty()) {
                return Optional.empty();
            }
            return archived(key, form.get());
        } catch (IOException | RuntimeException e) {
            failed("reading compiled module " + key.module() + " from the archive", e);
            return Optional.empty();
        }
    }

    private Optional<CompiledModule> archived(FormKey key, byte[] form) {
        try (var bytes = NativeBytes.allocate(form.length)) {
            bytes.buffer().put(form);
            var module = load(key, bytes, "in the archive");
            if (module.isPresent()) {
                counts.fromArchive();
                var code = form.length - FormSeal.HEADER - FormSeal.SEAL;
                keepOnDisk(key, seal.seal(key, bytes.buffer().slice(FormSeal.HEADER, code)));
            }
            return module;
        }
    }

    /** What is checked is what is loaded: memory of this process that nobody else has. */
    private Optional<CompiledModule> load(FormKey key, NativeBytes form, String where) {
        return switch (seal.open(key, form.buffer())) {
            case Opened.Whole(var length) -> load(key, form, length, where);
            case Opened.Refused(var why) -> refused(key, where, why);
        };
    }

    private Optional<CompiledModule> load(FormKey key, NativeBytes form, int length, String where) {
        try {
            return Optional.of(sandbox.load(key.module(), form, FormSeal.HEADER, length));
        } catch (WasmtimeException e) {
            return refused(key, where, String.valueOf(e.getMessage()));
        }
    }

    private Optional<CompiledModule> refused(FormKey key, String where, String why) {
        counts.refused();
        LOG.log(
                Level.WARNING,
                "the compiled form of module {0} {1} is not loaded, and made again: {2}",
                key.module(),
                where,
                why);
        return Optional.empty();
    }

    /** Keeps machine code for the next start, and for the other executors. */
    void keep(ModuleHash hash, ByteBuffer code) {
        var key = key(hash);
        var form = seal.seal(key, code);
        keepOnDisk(key, form);
        try {
            archive.write(key, form.bytes());
        } catch (IOException | RuntimeException e) {
            failed("archiving compiled module " + key.module(), e);
        }
    }

    private void keepOnDisk(FormKey key, FormSeal.Sealed form) {
        try {
            folder.write(key, form);
        } catch (IOException e) {
            failed("keeping compiled module " + key.module() + " on disk", e);
        }
    }

    private void failed(String what, Exception e) {
        counts.failed();
        LOG.log(Level.WARNING, what + " failed; it is compiled again when it is needed", e);
    }
}
