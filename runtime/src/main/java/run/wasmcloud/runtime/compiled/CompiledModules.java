package run.wasmcloud.runtime.compiled;

import run.wasmcloud.model.CompileLimits;
import run.wasmcloud.model.ErrorCode;
import run.wasmcloud.model.InvalidModuleException;
import run.wasmcloud.model.ModuleHash;
import run.wasmcloud.model.ModuleReport;
import run.wasmcloud.model.RunLimits;
import run.wasmcloud.model.WasmcloudException;
import run.wasmcloud.runtime.CompiledModule;
import run.wasmcloud.runtime.Sandbox;
import run.wasmcloud.runtime.compiled.Compiler.Compilation;
import run.wasmcloud.wasmtime.NativeBytes;
import run.wasmcloud.wasmtime.WasmtimeException;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The modules that a sandbox can run: from disk or the archive when they were compiled before for
 * such a sandbox, else compiled. Thread-safe.
 */
public final class CompiledModules {
    private final Sandbox sandbox;
    private final Compiler compiler;
    private final CompiledForms forms;
    private final CompiledCounts counts = new CompiledCounts();
    private final ConcurrentHashMap<ModuleHash, CompletableFuture<Void>> underWay =
            new ConcurrentHashMap<>();

    /**
     * Makes them.
     *
     * @param sandbox stays the caller's
     * @param compiler for this sandbox; stays the caller's
     */
    public CompiledModules(
            Sandbox sandbox,
            Compiler compiler,
            FormSeal seal,
            FormFolder folder,
            FormArchive archive) {
        this.sandbox = sandbox;
        this.compiler = compiler;
        this.forms = new CompiledForms(sandbox, seal, folder, archive, counts);
        Thread.ofPlatform().daemon().name("seal-practice").start(seal::practise);
    }

    /** Returns what has happened so far. */
    public CompiledCounts.Seen counts() {
        return counts.seen();
    }

    /**
     * Loads a module that was compiled before, in milliseconds; what does not bear the seal, or was
     * made for other sandboxes, is as if it were not there.
     *
     * @return empty when it must be compiled
     */
    public Optional<CompiledModule> load(ModuleHash hash) {
        return forms.load(hash);
    }

    /**
     * Compiles a module, in another process, and keeps what that gives. Takes up to the limit, and
     * the wait for a turn.
     *
     * @throws InvalidModuleException when it cannot run
     * @throws WasmcloudException {@code COMPILE_LIMIT} when it takes too much, {@code UNAVAILABLE}
     *     when too many wait to be compiled
     */
    public CompiledModule compile(byte[] wasm, CompileLimits limits) {
        return compileOnce(runnable(sandbox.inspect(wasm)), wasm, limits);
    }

    /**
     * Tells what can be told of a module that is to run with these limits, having made sure that
     * its machine code is kept and can be loaded.
     *
     * @throws WasmcloudException as {@link #compile} throws it
     */
    public ModuleReport admit(byte[] wasm, RunLimits run, CompileLimits limits) {
        var report = runnable(sandbox.inspect(wasm, run));
        load(report.sha256()).orElseGet(() -> compileOnce(report, wasm, limits)).close();
        return report;
    }

    private static ModuleReport runnable(ModuleReport report) {
        if (!report.runnable()) {
            throw new InvalidModuleException(report);
        }
        return report;
    }

    /** Of those that want the same module at the same time one compiles it for all. */
    private CompiledModule compileOnce(ModuleReport report, byte[] wasm, CompileLimits limits) {
        var mine = new CompletableFuture<Void>();
        var others = underWay.putIfAbsent(report.sha256(), mine);
        if (others != null) {
            others.join();
            return load(report.sha256()).orElseGet(() -> compileOnce(report, wasm, limits));
        }
        try {
            return compile(report, wasm, limits);
        } finally {
            underWay.remove(report.sha256());
            mine.complete(null);
        }
    }

    private CompiledModule compile(ModuleReport report, byte[] wasm, CompileLimits limits) {
        counts.compiled();
        return switch (compiler.compile(wasm, limits)) {
            case Compilation.Compiled(var code) -> loaded(report, code);
            case Compilation.Invalid(var why) -> throw invalid(report, why);
            case Compilation.LimitReached(var what) ->
                    throw new WasmcloudException(
                            ErrorCode.COMPILE_LIMIT,
                            "The module cannot be used: "
                                    + what
                                    + ". Build a smaller one, or one with smaller functions");
        };
    }

    private CompiledModule loaded(ModuleReport report, NativeBytes code) {
        try (code) {
            var module = sandbox.load(report.sha256(), code, 0, code.size());
            forms.keep(report.sha256(), code.buffer());
            return module;
        } catch (WasmtimeException e) {
            throw invalid(report, String.valueOf(e.getMessage()));
        }
    }

    private static InvalidModuleException invalid(ModuleReport report, String why) {
        return new InvalidModuleException(report.withProblems(List.of(why)));
    }
}
