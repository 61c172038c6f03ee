package run.wasmcloud.runtime.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import run.wasmcloud.model.CompileLimits;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.Outcome;
import run.wasmcloud.model.Plan;
import run.wasmcloud.runtime.CompiledModule;
import run.wasmcloud.runtime.GuestClock;
import run.wasmcloud.runtime.GuestInput;
import run.wasmcloud.runtime.GuestOutput;
import run.wasmcloud.runtime.GuestRandom;
import run.wasmcloud.runtime.GuestStrings;
import run.wasmcloud.runtime.GuestThreads;
import run.wasmcloud.runtime.RunRequest;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.SandboxSettings;
import run.wasmcloud.wasmtime.Wat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import javax.crypto.spec.SecretKeySpec;

/** A sandbox, a module for it, and what keeps compiled forms of it. */
final class CompiledFixture implements AutoCloseable {
    static final CompileLimits LIMITS = new CompileLimits(Duration.ofSeconds(60), 1L << 30);
    static final byte[] WASM =
            Wat.toWasm(
                    "(module (memory (export \"memory\") 1) (func (export \"_start\")"
                            + " (i32.store (i32.const 0) (i32.const 42))))");
    static final ModuleHash HASH = ModuleHash.of(WASM);
    private static final long FOLDER_BYTES = 16 << 20;

    final Path folder;
    final Sandbox sandbox = Sandbox.open(SandboxSettings.forGuests(2), List.of());
    final InProcessCompiler compiler = new InProcessCompiler(sandbox.codeSettings());

    CompiledFixture(Path folder) {
        this.folder = folder;
    }

    static SealKey key(String id) {
        var secret = id.repeat(32).getBytes(StandardCharsets.UTF_8);
        return new SealKey(id, new SecretKeySpec(secret, "HmacSHA256"));
    }

    static FormSeal seal(String... ids) {
        return new FormSeal(List.of(ids).stream().map(CompiledFixture::key).toList());
    }

    FormKey key() {
        return new FormKey(HASH, sandbox.codeName());
    }

    Path file() {
        return folder.resolve(key().toString());
    }

    CompiledModules modules() throws IOException {
        return modules(FormArchive.none(), "key");
    }

    CompiledModules modules(FormArchive archive, String... keys) throws IOException {
        return new CompiledModules(
                sandbox, compiler, seal(keys), FormFolder.open(folder, FOLDER_BYTES), archive);
    }

    /** Returns the module, from wherever it comes, having run it. */
    static void loadOrCompileAndRun(CompiledModules modules, Sandbox sandbox) {
        try (var module = modules.load(HASH).orElseGet(() -> modules.compile(WASM, LIMITS))) {
            assertThat(outcome(module, sandbox)).isEqualTo(new Outcome.Completed());
        }
    }

    void run(CompiledModules modules) {
        loadOrCompileAndRun(modules, sandbox);
    }

    private static Outcome outcome(CompiledModule module, Sandbox sandbox) {
        var run = new FutureTask<>(() -> sandbox.run(module, request()).outcome());
        GuestThreads.factory(sandbox).newThread(run).start();
        try {
            return run.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static RunRequest request() {
        return new RunRequest(
                Plan.FREE.limits().defaultRun(),
                GuestStrings.none(),
                GuestStrings.none(),
                GuestInput.empty(),
                GuestOutput.discarding(),
                GuestOutput.discarding(),
                GuestClock.system(),
                GuestRandom.secure());
    }

    @Override
    public void close() {
        compiler.close();
        sandbox.close();
    }
}
