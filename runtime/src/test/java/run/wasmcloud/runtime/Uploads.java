package run.wasmcloud.runtime;

import run.wasmcloud.model.CompileLimits;
import run.wasmcloud.model.ModuleReport;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.runtime.compiled.CompiledModules;
import run.wasmcloud.runtime.compiled.FormArchive;
import run.wasmcloud.runtime.compiled.FormFolder;
import run.wasmcloud.runtime.compiled.FormSeal;
import run.wasmcloud.runtime.compiled.InProcessCompiler;
import run.wasmcloud.runtime.compiled.SealKey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import javax.crypto.spec.SecretKeySpec;

/** Admits modules to a sandbox as an upload does, but compiles in this process. */
final class Uploads implements AutoCloseable {
    private static final CompileLimits UNLIMITED = new CompileLimits(Duration.ofHours(1), 1L << 40);
    private static final SealKey KEY =
            new SealKey("test", new SecretKeySpec(new byte[32], "HmacSHA256"));

    private final Path folder;
    private final InProcessCompiler compiler;
    private final CompiledModules modules;

    private Uploads(Sandbox sandbox) throws IOException {
        folder = Files.createTempDirectory("uploads");
        compiler = new InProcessCompiler(sandbox.codeSettings());
        modules =
                new CompiledModules(
                        sandbox,
                        compiler,
                        new FormSeal(List.of(KEY)),
                        FormFolder.open(folder, 1),
                        FormArchive.none());
    }

    /** Makes them. Nothing of what is admitted is kept. */
    static Uploads to(Sandbox sandbox) {
        try {
            return new Uploads(sandbox);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Admits a module.
     *
     * @throws run.wasmcloud.model.InvalidModuleException when no run could begin
     */
    ModuleReport admit(byte[] wasm, RunLimits limits) {
        return modules.admit(wasm, limits, UNLIMITED);
    }

    @Override
    public void close() {
        compiler.close();
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
