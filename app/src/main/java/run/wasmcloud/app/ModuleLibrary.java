package run.wasmcloud.app;

import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.compiled.CompileProcesses;
import run.wasmcloud.runtime.compiled.CompiledModules;
import run.wasmcloud.runtime.compiled.CompilerSettings;
import run.wasmcloud.runtime.compiled.FormFolder;
import run.wasmcloud.runtime.compiled.FormSeal;
import run.wasmcloud.runtime.compiled.SealKey;
import run.wasmcloud.store.SigningKeys;
import run.wasmcloud.store.Store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The compiled modules of a local installation, and the compiler that makes them.
 *
 * @param compiler is this one's to close
 */
record ModuleLibrary(CompileProcesses compiler, CompiledModules modules) implements AutoCloseable {
    private static final long MOST_BYTES_ON_DISK = 8L << 30;

    static ModuleLibrary open(Sandbox sandbox, Store store, DataFolder folder) throws IOException {
        return open(sandbox, store, folder.compiled(), SigningKeys.inFolder(folder.compiledKeys()));
    }

    /**
     * Opens it.
     *
     * @param folder for compiled modules; it can be deleted at any time
     * @param keys what compiled modules are sealed with
     */
    static ModuleLibrary open(Sandbox sandbox, Store store, Path folder, SigningKeys keys)
            throws IOException {
        var settings = CompilerSettings.forProcessors(Runtime.getRuntime().availableProcessors());
        var compiler = CompileProcesses.of(sandbox.codeSettings(), sandbox.codeName(), settings);
        var modules =
                new CompiledModules(
                        sandbox,
                        compiler,
                        seal(keys),
                        FormFolder.open(folder, MOST_BYTES_ON_DISK),
                        new StoreArchive(store.compiledForms()));
        return new ModuleLibrary(compiler, modules);
    }

    private static FormSeal seal(SigningKeys keys) {
        return new FormSeal(
                keys.newestFirst().stream()
                        .map(key -> new SealKey(key.id(), key.hmacKey()))
                        .toList());
    }

    @Override
    public void close() {
        compiler.close();
    }
}
